import ServerIdentity
import SwiftASN1

/// authorityKeyIdentifier (RFC 5280 section 4.2.1.1): which key of the issuer signed.
struct AuthorityKeyIdentifier: Sendable {
    let keyIdentifier: [UInt8]?
    let hasIssuer: Bool
    /// authorityCertSerialNumber, the octets of the INTEGER; nil if absent.
    let serialNumber: [UInt8]?

    var hasSerialNumber: Bool { serialNumber != nil }

    init(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var fields = try FieldReader(try parseDER(value, field: field), field)
        keyIdentifier = try fields.next(ifTagged: .context(0)).map { node throws(CertificateDecodingError) in
            Array(try node.anyPrimitive("\(field).keyIdentifier"))
        }
        let issuer = fields.next(ifTagged: .context(1))
        if let issuer { _ = try GeneralNames(issuer, "\(field).authorityCertIssuer", tag: .context(1)) }
        hasIssuer = issuer != nil
        serialNumber = try fields.next(ifTagged: .context(2)).map { node throws(CertificateDecodingError) in
            Array(try node.anyPrimitive("\(field).authorityCertSerialNumber"))
        }
        if serialNumber?.isEmpty == true {
            throw CertificateDecodingError(field: "\(field).authorityCertSerialNumber", reason: "INTEGER of no octets")
        }
        try fields.end()
        // "authorityCertIssuer and authorityCertSerialNumber MUST both be present or both be absent" (appendix A.2).
        // BR 7.1.2.11.1 forbids both; one alone is an encoding that nobody can use, and not a danger.
    }
}

/// keyUsage (RFC 5280 section 4.2.1.3): what the key may be used for.
struct KeyUsage: OptionSet, Sendable {
    /// Bit 0 of the BIT STRING is the lowest.
    let rawValue: UInt16

    static let digitalSignature = KeyUsage(rawValue: 1 << 0)
    static let keyEncipherment = KeyUsage(rawValue: 1 << 2)
    static let keyAgreement = KeyUsage(rawValue: 1 << 4)
    static let certificateSigning = KeyUsage(rawValue: 1 << 5)
    static let crlSigning = KeyUsage(rawValue: 1 << 6)

    init(rawValue: UInt16) { self.rawValue = rawValue }

    /// - Throws: also if no bit is set: "at least one of the bits MUST be set to 1".
    init(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        let octets = try parseDER(value, field: field).primitive(.bitString, field)
        guard let unused = octets.first, unused < 8, octets.count <= 3, octets.count > 1 || unused == 0 else {
            throw CertificateDecodingError(field: field, reason: "not a BIT STRING of at most 9 bits")
        }
        let bits = octets.dropFirst()
        if let last = bits.last, last & (UInt8(1) << unused &- 1) != 0 {
            throw CertificateDecodingError(field: field, reason: "BIT STRING with unused bits that are set")
        }
        var usage: UInt16 = 0
        for (index, octet) in bits.enumerated() {
            for bit in 0..<8 where octet & (0x80 >> bit) != 0 { usage |= 1 << UInt16(index * 8 + bit) }
        }
        if usage == 0 { throw CertificateDecodingError(field: field, reason: "no bit is set") }
        rawValue = usage
    }

    /// Whether a BIT STRING that was decoded here ends with a bit that is zero, which DER leaves out of a list of named
    /// bits (X.690 section 11.2.2).
    static func hasTrailingZeros(_ value: ArraySlice<UInt8>) -> Bool {
        guard value.count > 3, let last = value.last else { return false }
        let unused = value[value.startIndex + 2]
        return last & (1 << unused) == 0
    }
}

/// subjectAltName (RFC 5280 section 4.2.1.6) as presented identities, in order.
///
/// A name is taken as its octets, whatever they are: an empty dNSName, a NUL or an iPAddress of 5 octets is
/// *presented*, and the matcher lets it match nothing. Only what is no GeneralNames at all makes the certificate
/// malformed.
struct AlternativeNames: Sendable {
    static let field = "tbsCertificate.extensions.subjectAltName"

    /// In order.
    let names: [GeneralName]

    init(_ value: ArraySlice<UInt8>) throws(CertificateDecodingError) {
        names = try GeneralNames(try parseDER(value, field: Self.field), Self.field).names
    }

    /// The names in the vocabulary that all engines share.
    var presented: [PresentedIdentity] { names.map(\.presented) }
}

extension GeneralName {
    /// SRVName (RFC 4985 section 2, an IA5String) is a server's name, all other otherNames are only named.
    var presented: PresentedIdentity {
        switch self {
        case .other(.serviceName, let value?): .srv(Array(value))
        case .other(.serviceName, nil): .other("SRVName that is no IA5String")
        case .other(let type, _): .other("otherName \(type)")
        case .email(let octets): .email(octets)
        case .dns(let octets): .dns(octets)
        case .x400: .other("x400Address")
        case .directory(let name): .directoryName(name.text)
        case .ediParty: .other("ediPartyName")
        case .uri(let octets): .uri(octets)
        case .ip(let octets): .ip(octets)
        case .registeredID(let identifier): .other("registeredID \(identifier)")
        }
    }
}

extension OID {
    /// id-on-dnsSRV, RFC 4985 section 2.
    static let serviceName = OID(1, 3, 6, 1, 5, 5, 7, 8, 7)
}

/// basicConstraints (RFC 5280 section 4.2.1.9).
struct BasicConstraints: Sendable {
    /// Whether the subject may issue certificates.
    let isCA: Bool
    /// How many certificates that are not self-issued may follow before the leaf; nil for no limit.
    let pathLength: Int?
    /// Whether cA FALSE is written out, which DER forbids.
    let writesDefault: Bool

    init(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var fields = try FieldReader(try parseDER(value, field: field), field)
        let ca = try fields.next(ifTagged: .boolean)?.boolean("\(field).cA")
        pathLength = try fields.next(ifTagged: .integer)?.smallNonNegativeInteger("\(field).pathLenConstraint")
        try fields.end()
        isCA = ca ?? false
        writesDefault = ca == false
    }
}

/// extendedKeyUsage (RFC 5280 section 4.2.1.12): the purposes of the key, at least one.
struct ExtendedKeyUsage: Sendable {
    let purposes: [OID]

    init(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var purposes: [OID] = []
        for node in try parseDER(value, field: field).children(.sequence, field) { purposes.append(try OID(node, field)) }
        if purposes.isEmpty { throw CertificateDecodingError(field: field, reason: "no purpose: SIZE (1..MAX)") }
        self.purposes = purposes
    }

    /// Whether a purpose is among them, or any purpose will do, or the list says anyExtendedKeyUsage.
    func allows(_ purpose: Policy.Purpose) -> Bool {
        switch purpose {
        case .any: true
        case .serverAuthentication: purposes.contains { $0 == .serverAuthentication || $0 == .anyExtendedKeyUsage }
        case .clientAuthentication: purposes.contains { $0 == .clientAuthentication || $0 == .anyExtendedKeyUsage }
        }
    }

    /// The purposes as text, the first few.
    var text: String {
        let shown = purposes.prefix(4).map { Self.names[$0] ?? $0.description }.joined(separator: ", ")
        return purposes.count > 4 ? "\(shown) and \(purposes.count - 4) more" : shown
    }

    private static let names: [OID: String] = [
        .anyExtendedKeyUsage: "anyExtendedKeyUsage", .serverAuthentication: "serverAuth", .clientAuthentication: "clientAuth",
        OID(1, 3, 6, 1, 5, 5, 7, 3, 3): "codeSigning", OID(1, 3, 6, 1, 5, 5, 7, 3, 4): "emailProtection",
        OID(1, 3, 6, 1, 5, 5, 7, 3, 8): "timeStamping", OID(1, 3, 6, 1, 5, 5, 7, 3, 9): "OCSPSigning",
    ]
}

extension OID {
    static let anyExtendedKeyUsage = OID(2, 5, 29, 37, 0)
    static let serverAuthentication = OID(1, 3, 6, 1, 5, 5, 7, 3, 1)
    static let clientAuthentication = OID(1, 3, 6, 1, 5, 5, 7, 3, 2)
}

/// authorityInfoAccess and subjectInfoAccess (RFC 5280 section 4.2.2): where to find more. Nothing is fetched; the form
/// is checked.
enum InformationAccess {
    static func check(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var isEmpty = true
        for description in try parseDER(value, field: field).children(.sequence, field) {
            isEmpty = false
            var fields = try FieldReader(description, field)
            _ = try OID(try fields.next("accessMethod"), "\(field).accessMethod")
            _ = try GeneralName(try fields.next("accessLocation"), "\(field).accessLocation")
            try fields.end()
        }
        if isEmpty { throw CertificateDecodingError(field: field, reason: "no access description: SIZE (1..MAX)") }
    }
}

/// TLS features that the certificate's server promises (RFC 7633), by their extension numbers.
struct TLSFeatures: Sendable {
    /// Their numbers: extensions of TLS.
    let numbers: Set<Int>
    /// Whether status_request (5) is among them: the server always staples.
    var requiresStaple: Bool { numbers.contains(Self.statusRequest) }
    /// Whether status_request is the only one: what others demand is not looked at here.
    var areKnown: Bool { numbers.isSubset(of: [Self.statusRequest]) }

    init(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var numbers: Set<Int> = []
        for node in try parseDER(value, field: field).children(.sequence, field) {
            numbers.insert(try node.smallNonNegativeInteger(field))
        }
        self.numbers = numbers
    }

    private static let statusRequest = 5
}
