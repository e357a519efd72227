import ServerIdentity
import SwiftASN1

/// What an OCSP response says of one certificate (SingleResponse, RFC 6960 section 4.2.1).
struct OCSPSingleResponse: Sendable {
    let certificate: OCSPCertificateID
    let status: Status
    let thisUpdate: Instant
    let nextUpdate: Instant?
    /// The first critical extension that is not known.
    let unknownCritical: OID?

    /// CertStatus.
    enum Status: Hashable, Sendable {
        case good
        case revoked(at: Instant, reason: RevocationReason?)
        /// The responder does not know about the certificate.
        case unknown
    }

    init(_ node: ASN1Node) throws(CertificateDecodingError) {
        var fields = try FieldReader(node, "singleResponse")
        certificate = try OCSPCertificateID(try fields.next("certID"))
        status = try Self.status(try fields.next("certStatus"))
        thisUpdate = try generalizedTime(try fields.next("thisUpdate"), "singleResponse.thisUpdate")
        nextUpdate =
            if let tagged = fields.next(ifTagged: .context(0)) {
                try generalizedTime(
                    try unwrapExplicit(tagged, .context(0), "singleResponse.nextUpdate"), "singleResponse.nextUpdate")
            } else { nil }
        let extensions = try statusExtensions(&fields, "singleResponse.singleExtensions")
        try fields.end()
        unknownCritical = extensions.unknownCritical(known: Self.knownExtensions)
    }

    private static func status(_ node: ASN1Node) throws(CertificateDecodingError) -> Status {
        let field = "singleResponse.certStatus"
        switch node.identifier {
        case .context(0), .context(2):
            guard try node.anyPrimitive(field).isEmpty else {
                throw CertificateDecodingError(field: field, reason: "a NULL with content")
            }
            return node.identifier == .context(0) ? .good : .unknown
        case .context(1):
            var fields = try FieldReader(node, field, tag: .context(1))
            let date = try generalizedTime(try fields.next("revocationTime"), "\(field).revocationTime")
            var reason: RevocationReason?
            if let tagged = fields.next(ifTagged: .context(0)) {
                let path = "\(field).revocationReason"
                reason = try RevocationReason(try unwrapExplicit(tagged, .context(0), path).encodedBytes, path)
            }
            try fields.end()
            return .revoked(at: date, reason: reason)
        default: throw CertificateDecodingError(field: field, reason: "\(node.identifier.name) is no CertStatus")
        }
    }

    /// RFC 6960 sections 4.4.2 and 4.4.4, and the list of certificate transparency (RFC 6962 section 3.3): none changes the status.
    private static let knownExtensions: Set<OID> = [
        OID(1, 3, 6, 1, 5, 5, 7, 48, 1, 3), OID(1, 3, 6, 1, 5, 5, 7, 48, 1, 6), OID(1, 3, 6, 1, 4, 1, 11_129, 2, 4, 5),
    ]
}
