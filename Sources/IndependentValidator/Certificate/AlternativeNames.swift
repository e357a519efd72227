import ServerIdentity
import SwiftASN1

/// subjectAltName (RFC 5280 section 4.2.1.6) as presented identities, in order.
///
/// A name is taken as its octets, whatever they are: an empty dNSName, a NUL or an iPAddress of 5 octets is *presented*, and the
/// matcher lets it match nothing. Only what is no GeneralNames at all makes the certificate malformed.
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
