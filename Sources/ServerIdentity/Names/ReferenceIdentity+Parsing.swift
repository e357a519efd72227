/// Turns a label or name with letters beyond ASCII into A-labels (RFC 5891); nil and a reason where that can't be done.
///
/// Handed in, so that this module needs no IDNA tables: `InternationalNames.asciiForm` is the one that the command
/// uses.
public typealias ASCIIForm = @Sendable (String) -> Result<String, ReferenceIdentityError>

/// Why a text names no server.
public struct ReferenceIdentityError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was given, escaped.
    public let text: String
    /// One clause that says what is wrong with it.
    public let reason: String

    /// Makes the error from the text as given and a clause that says what is wrong with it.
    public init(_ text: String, _ reason: String) {
        self.text = EscapedText(text).description
        self.reason = reason
    }

    /// The text, escaped, and why it can't be used.
    public var description: String { "'\(text)' names no server: \(reason)" }
}

extension ReferenceIdentity {
    /// Reads what a caller typed, and decides for every text which kind of identity it is.
    ///
    /// `192.0.2.1`, `::1` and `[::1]` are IP-IDs; `srv:_imaps.example.org` an SRV-ID; `uri:sip:example.org` a URI-ID;
    /// `dns:` and `ip:` say the kind outright; everything else must be a host name. A zone (`fe80::1%eth0`) says how to
    /// reach an address, not whose it is, and is left out. Texts that other programs read as addresses (`127.1`,
    /// `0x7f.1`, `01.2.3.4`) are errors.
    public init(parsing text: String, asciiForm: ASCIIForm) throws(ReferenceIdentityError) {
        // A host name holds no colon and does not end in a number: what is one is neither an address nor anything with
        // a prefix.
        if let name = try? DNSName(parsing: text) {
            self = .dns(name)
        } else if let service = text.dropping(prefix: "srv:") {
            self = try Self.parseService(service, of: text, asciiForm)
        } else if let uri = text.dropping(prefix: "uri:") {
            self = try Self.parseURI(uri, of: text, asciiForm)
        } else if let name = text.dropping(prefix: "dns:") {
            self = .dns(try Self.parseName(name, of: text, asciiForm))
        } else if let address = text.dropping(prefix: "ip:") {
            guard let parsed = Self.parseAddress(address) else { throw .init(text, "no IPv4 or IPv6 address after 'ip:'") }
            self = .ip(parsed)
        } else if let address = Self.parseAddress(text) {
            self = .ip(address)
        } else if text.contains(":") || text.hasPrefix("[") {
            throw .init(text, "it is neither an IPv6 address nor a host name")
        } else {
            self = .dns(try Self.parseName(text, of: text, asciiForm))
        }
    }

    /// An address as typed: brackets and a zone are taken off.
    private static func parseAddress(_ text: String) -> IPAddress? {
        var inner = text[...]
        if inner.hasPrefix("[") {
            guard inner.hasSuffix("]") else { return nil }
            inner = inner.dropFirst().dropLast()
            guard inner.contains(":") else { return nil }
        }
        if let percent = inner.firstIndex(of: "%"), inner.contains(":") { inner = inner[..<percent] }
        return IPAddress(parsing: String(inner))
    }

    private static func parseName(
        _ name: String, of text: String, _ asciiForm: ASCIIForm
    ) throws(ReferenceIdentityError) -> DNSName {
        let ascii = name.utf8.allSatisfy { $0 < 0x80 } ? name : try asciiForm(name).get()
        do { return try DNSName(parsing: ascii) } catch { throw .init(text, error.description) }
    }

    private static func parseService(
        _ name: String, of text: String, _ asciiForm: ASCIIForm
    ) throws(ReferenceIdentityError) -> ReferenceIdentity {
        guard name.hasPrefix("_"), let dot = name.firstIndex(of: ".") else {
            throw .init(text, "an SRV-ID is written srv:_service.domain")
        }
        let service = String(name[..<dot].dropFirst())
        guard isServiceName(service) else { throw .init(text, "'_\(EscapedText(service))' is not a service name (RFC 6335)") }
        let domain = try parseName(String(name[name.index(after: dot)...]), of: text, asciiForm)
        return .srv(service: service.asciiLowercased, domain: domain)
    }

    private static func parseURI(
        _ uri: String, of text: String, _ asciiForm: ASCIIForm
    ) throws(ReferenceIdentityError) -> ReferenceIdentity {
        guard let colon = uri.firstIndex(of: ":") else { throw .init(text, "a URI-ID is written uri:scheme:host") }
        let scheme = String(uri[..<colon])
        guard scheme.first?.isASCII == true, scheme.first?.isLetter == true,
            scheme.utf8.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || "+-.".utf8.contains($0) })
        else { throw .init(text, "'\(EscapedText(scheme))' is not a URI scheme (RFC 3986 section 3.1)") }
        var host = String(uri[uri.index(after: colon)...])
        if host.hasPrefix("//") { host.removeFirst(2) }
        return .uri(scheme: scheme.asciiLowercased, host: try parseName(host, of: text, asciiForm))
    }

    /// RFC 6335 section 5.1: letters, digits and hyphens, 1 to 15 octets (longer ones exist in the wild: 63 are allowed
    /// here).
    private static func isServiceName(_ name: String) -> Bool {
        (1...63).contains(name.utf8.count)
            && name.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") }
    }
}

extension String {
    func dropping(prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }

    var asciiLowercased: String { String(decoding: utf8.map(\.asciiLowercased), as: UTF8.self) }
}
