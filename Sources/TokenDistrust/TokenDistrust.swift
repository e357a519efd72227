import CP11Kit
import Glibc

/// Certificates that PKCS#11 modules distrust for TLS servers by issuer and serial number: NSS's trust objects, for which GnuTLS has no way to ask.
///
/// p11-kit's trust module has such an object for each certificate of which it knows trust or distrust, also where it has no certificate: root programs have distrusted
/// intermediates by number alone. Asked are the modules of p11-kit's configuration. *Not* read: trust, dates (the objects have none), and distrust by hash alone.
public struct TokenDistrust: Sendable {
    /// In the modules' order; one certificate may be there twice.
    public let entries: [Entry]

    /// A certificate that is distrusted.
    public struct Entry: Hashable, Sendable {
        /// The DER encoding of the issuer's Name, as the module has it.
        public let issuer: [UInt8]
        /// The content octets of the serial number.
        public let serial: [UInt8]
        /// The object's label, not escaped for printing; empty if it has none.
        public let label: String
    }

    /// How many trust objects are looked at; p11-kit's module has one for each root, some 150.
    public static let maximumObjects = 100_000

    /// Asks the tokens that a URL (RFC 7512) fits: `pkcs11:model=p11-kit-trust`, `pkcs11:` for all tokens. What it says of objects narrows nothing: distrust holds for
    /// whatever the token is asked about. Nobody is asked for a PIN.
    ///
    /// - Throws: `TokenDistrustError` if the text is no such URL, a module fails, or an entry can't be told: then distrust would be lost.
    public init(url: String) throws(TokenDistrustError) {
        guard url.hasPrefix("pkcs11:"), !url.utf8.contains(0) else { throw TokenDistrustError("it is no PKCS#11 URL") }
        guard let uri = unsafe p11_kit_uri_new() else { throw TokenDistrustError("no memory") }
        defer { unsafe p11_kit_uri_free(uri) }
        // Swift lends a NUL-terminated copy of the URL for the call.
        if unsafe p11_kit_uri_parse(url, P11_KIT_URI_FOR_ANY, uri) != CInt(P11_KIT_URI_OK.rawValue) {
            throw TokenDistrustError("it is no PKCS#11 URL")
        }
        unsafe p11_kit_uri_clear_attributes(uri)
        // p11-kit counts who uses a module: GnuTLS may have it at the same time.
        guard let modules = unsafe p11_kit_modules_load_and_initialize(0) else {
            throw TokenDistrustError("p11-kit can't load its modules")
        }
        defer { unsafe p11_kit_modules_finalize_and_release(modules) }
        guard let iterator = unsafe p11_kit_iter_new(uri, P11KitIterBehavior(rawValue: 0)) else {
            throw TokenDistrustError("no memory")
        }
        defer { unsafe p11_kit_iter_free(iterator) }
        unsafe Self.narrow(iterator)
        unsafe p11_kit_iter_begin(iterator, modules)
        var entries: [Entry] = []
        var count = 0
        while true {
            let status = unsafe p11_kit_iter_next(iterator)
            if status == cp11kit_end { break }
            try Self.check(status)
            count += 1
            if count > Self.maximumObjects {
                throw TokenDistrustError("there are more than \(Self.maximumObjects) trust objects")
            }
            if let entry = try unsafe Self.entry(iterator) { entries.append(entry) }
        }
        self.entries = entries
    }

    /// Trust objects alone.
    private static func narrow(_ iterator: OpaquePointer) {
        var objectClass = cp11kit_class_nss_trust
        unsafe withUnsafeMutablePointer(to: &objectClass) { pointer in
            let size = CK_ULONG(MemoryLayout<CK_OBJECT_CLASS>.size)
            var filter = unsafe CK_ATTRIBUTE(type: cp11kit_class, pValue: pointer, ulValueLen: size)
            // It is copied, with what it points to.
            unsafe p11_kit_iter_add_filter(iterator, &filter, 1)
        }
    }

    /// The certificate that the object at hand distrusts; nil if it does not.
    private static func entry(_ iterator: OpaquePointer) throws(TokenDistrustError) -> Entry? {
        let types = [cp11kit_trust_server_auth, cp11kit_issuer, cp11kit_serial_number, cp11kit_label]
        var attributes = unsafe types.map { unsafe CK_ATTRIBUTE(type: $0, pValue: nil, ulValueLen: 0) }
        // What is loaded is ours to free, whatever the status.
        defer { unsafe attributes.forEach { unsafe free($0.pValue) } }
        try check(unsafe p11_kit_iter_load_attributes(iterator, &attributes, CK_ULONG(attributes.count)))
        let values = unsafe attributes.map { unsafe octets($0) }
        guard values[0] == notTrusted else { return nil }
        let label = String(decoding: values[3] ?? [], as: UTF8.self)
        guard let issuer = values[1], !issuer.isEmpty, let serial = values[2].flatMap(integerContent) else {
            throw TokenDistrustError("the object '\(label)' distrusts a certificate without saying its issuer and serial number")
        }
        return Entry(issuer: issuer, serial: serial, label: label)
    }

    /// As a module of this machine writes the number.
    private static let notTrusted = unsafe withUnsafeBytes(of: cp11kit_nss_not_trusted) { unsafe [UInt8]($0) }

    private static func octets(_ attribute: CK_ATTRIBUTE) -> [UInt8]? {
        guard unsafe attribute.ulValueLen != cp11kit_unavailable, let start = unsafe attribute.pValue else { return nil }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: Int(attribute.ulValueLen)))
    }

    /// The content of a DER INTEGER of fewer than 128 octets; serial numbers have at most 20 (RFC 5280 section 4.1.2.2).
    private static func integerContent(_ der: [UInt8]) -> [UInt8]? {
        guard der.count > 2, der[0] == 0x02, der[1] < 0x80, der.count == 2 + Int(der[1]) else { return nil }
        return Array(der.dropFirst(2))
    }

    private static func check(_ status: CK_RV) throws(TokenDistrustError) {
        if status == cp11kit_ok { return }
        // A static text of the library, never freed.
        let text = unsafe p11_kit_strerror(status).map { unsafe String(cString: $0) } ?? "status \(status)"
        throw TokenDistrustError(text)
    }
}

/// Why nobody can tell what tokens distrust.
public struct TokenDistrustError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One clause, not escaped for printing: a module's labels may be in it.
    public let description: String

    init(_ reason: String) { description = reason }
}
