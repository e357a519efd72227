import SwiftASN1

/// authorityKeyIdentifier (RFC 5280 section 4.2.1.1): which key of the issuer signed.
struct AuthorityKeyIdentifier: Sendable {
    let keyIdentifier: [UInt8]?
    let hasIssuer: Bool
    let hasSerialNumber: Bool

    init(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var fields = try FieldReader(try parseDER(value, field: field), field)
        keyIdentifier = try fields.next(ifTagged: .context(0)).map { node throws(CertificateDecodingError) in
            Array(try node.anyPrimitive("\(field).keyIdentifier"))
        }
        let issuer = fields.next(ifTagged: .context(1))
        if let issuer { _ = try GeneralNames(issuer, "\(field).authorityCertIssuer", tag: .context(1)) }
        hasIssuer = issuer != nil
        let serial = fields.next(ifTagged: .context(2))
        if let serial, try serial.anyPrimitive("\(field).authorityCertSerialNumber").isEmpty {
            throw CertificateDecodingError(field: "\(field).authorityCertSerialNumber", reason: "INTEGER of no octets")
        }
        hasSerialNumber = serial != nil
        try fields.end()
        // "authorityCertIssuer and authorityCertSerialNumber MUST both be present or both be absent" (appendix A.2).
        // BR 7.1.2.11.1 forbids both; one alone is an encoding that nobody can use, and not a danger.
    }
}
