import SwiftASN1

/// basicConstraints (RFC 5280 section 4.2.1.9).
struct BasicConstraints: Sendable {
    /// Whether the subject may issue certificates.
    let isAuthority: Bool
    /// How many certificates that are not self-issued may follow before the leaf; nil for no limit.
    let pathLength: Int?
    /// Whether cA FALSE is written out, which DER forbids.
    let writesDefault: Bool

    init(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var fields = try FieldReader(try parseDER(value, field: field), field)
        let authority = try fields.next(ifTagged: .boolean)?.boolean("\(field).cA")
        pathLength = try fields.next(ifTagged: .integer)?.smallNonNegativeInteger("\(field).pathLenConstraint")
        try fields.end()
        isAuthority = authority ?? false
        writesDefault = authority == false
    }
}
