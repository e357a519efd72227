import ServerIdentity
import SwiftASN1

/// A successful OCSP response with basic contents (RFC 6960 section 4.2.1), decoded strictly.
///
/// *Not* checked: whose it is, its signature and its dates; see `StapleCheck`.
struct OCSPResponse: Sendable {
    let responder: ResponderID
    let producedAt: Instant
    let singles: [OCSPSingleResponse]
    let signatureAlgorithm: SignatureAlgorithm
    /// The encoding of tbsResponseData.
    let signed: ArraySlice<UInt8>
    let signature: ArraySlice<UInt8>
    /// Certificates that came along, not decoded.
    let certificates: [ArraySlice<UInt8>]
    /// The first critical extension of the response that is not known.
    let unknownCritical: OID?

    /// Who says to have signed.
    enum ResponderID: Sendable {
        case name(DistinguishedName)
        /// SHA-1 of the key.
        case keyHash(ArraySlice<UInt8>)
    }

    /// What octets may hold instead of a response.
    enum Contents: Sendable {
        case response(OCSPResponse)
        /// The responder had no answer: `tryLater`.
        case failure(String)
    }

    /// Decodes OCSPResponse; octets after its end are refused.
    static func decode(_ octets: ArraySlice<UInt8>) throws(CertificateDecodingError) -> Contents {
        let field = "ocspResponse"
        if octets.count > maximumLength {
            throw CertificateDecodingError(field: field, reason: "more than \(maximumLength) octets")
        }
        var fields = try FieldReader(try parseDER(octets, field: field), field)
        let status = try fields.next("responseStatus").primitive(.enumerated, "\(field).responseStatus")
        let tagged = fields.next(ifTagged: .context(0))
        try fields.end()
        guard status.count == 1, let code = status.first, let name = statuses[code] else {
            throw CertificateDecodingError(field: "\(field).responseStatus", reason: "no OCSPResponseStatus")
        }
        guard code == 0 else { return .failure(name) }
        guard let tagged else { throw CertificateDecodingError(field: "\(field).responseBytes", reason: "missing") }
        var bytes = try FieldReader(try unwrapExplicit(tagged, .context(0), field), "\(field).responseBytes")
        let type = try OID(try bytes.next("responseType"), "\(field).responseType")
        guard type == .basicResponse else {
            throw CertificateDecodingError(field: "\(field).responseType", reason: "\(type) is not id-pkix-ocsp-basic")
        }
        let value = try bytes.next("response").primitive(.octetString, "\(field).response")
        try bytes.end()
        return .response(try OCSPResponse(basic: try parseDER(value, field: "basicOCSPResponse")))
    }

    private init(basic node: ASN1Node) throws(CertificateDecodingError) {
        var outer = try FieldReader(node, "basicOCSPResponse")
        let data = try outer.next("tbsResponseData")
        signatureAlgorithm = try SignatureAlgorithm(try outer.next("signatureAlgorithm"), "basicOCSPResponse.signatureAlgorithm")
        signature = try outer.next("signature").wholeBitString("basicOCSPResponse.signature")
        certificates = try Self.certificates(outer.next(ifTagged: .context(0)))
        try outer.end()
        signed = data.encodedBytes

        var fields = try FieldReader(data, "responseData")
        // "version [0] EXPLICIT Version DEFAULT v1": there is no other one.
        if let tagged = fields.next(ifTagged: .context(0)) {
            let version = try unwrapExplicit(tagged, .context(0), "responseData.version")
            guard try NaturalNumber(version, "responseData.version").small == 0 else {
                throw CertificateDecodingError(field: "responseData.version", reason: "not version 1")
            }
        }
        responder = try Self.responder(try fields.next("responderID"))
        producedAt = try generalizedTime(try fields.next("producedAt"), "responseData.producedAt")
        var singles: [OCSPSingleResponse] = []
        for single in try fields.next("responses").children(.sequence, "responseData.responses") {
            if singles.count == Self.maximumSingles {
                throw CertificateDecodingError(
                    field: "responseData.responses", reason: "more than \(Self.maximumSingles) responses")
            }
            singles.append(try OCSPSingleResponse(single))
        }
        self.singles = singles
        let extensions = try statusExtensions(&fields, "responseData.responseExtensions")
        try fields.end()
        unknownCritical = extensions.unknownCritical(known: Self.knownExtensions)
    }

    private static func certificates(_ tagged: ASN1Node?) throws(CertificateDecodingError) -> [ArraySlice<UInt8>] {
        guard let tagged else { return [] }
        let list = try unwrapExplicit(tagged, .context(0), "basicOCSPResponse.certs")
        var certificates: [ArraySlice<UInt8>] = []
        for node in try list.children(.sequence, "basicOCSPResponse.certs") {
            if certificates.count == maximumCertificates {
                throw CertificateDecodingError(
                    field: "basicOCSPResponse.certs", reason: "more than \(maximumCertificates) certificates")
            }
            certificates.append(node.encodedBytes)
        }
        return certificates
    }

    private static func responder(_ node: ASN1Node) throws(CertificateDecodingError) -> ResponderID {
        let field = "responseData.responderID"
        switch node.identifier {
        case .context(1): return .name(try DistinguishedName(try unwrapExplicit(node, .context(1), field), field))
        case .context(2):
            let hash = try unwrapExplicit(node, .context(2), field).primitive(.octetString, field)
            guard hash.count == 20 else { throw CertificateDecodingError(field: field, reason: "no SHA-1 hash") }
            return .keyHash(hash)
        default: throw CertificateDecodingError(field: field, reason: "\(node.identifier.name) is no ResponderID")
        }
    }

    /// RFC 6960 section 4.2.1; code 4 is not used.
    private static let statuses: [UInt8: String] = [
        0: "successful", 1: "malformedRequest", 2: "internalError", 3: "tryLater", 5: "sigRequired", 6: "unauthorized",
    ]
    /// The nonce (RFC 6960 section 4.4.1) and extended-revoke (section 4.4.8): neither changes what a stapled response
    /// says.
    private static let knownExtensions: Set<OID> = [OID(1, 3, 6, 1, 5, 5, 7, 48, 1, 2), OID(1, 3, 6, 1, 5, 5, 7, 48, 1, 9)]
    /// 64 KiB: real ones have 0.5 to 4 KiB.
    static let maximumLength = 64 * 1_024
    /// 64: a stapled response is about one certificate; some responders answer for a few.
    private static let maximumSingles = 64
    /// 16: one signs, some responders send its issuers too.
    private static let maximumCertificates = 16
}

/// A GeneralizedTime of RFC 5280 section 4.1.2.5.2, which RFC 6960 section 4.2.1 asks for.
func generalizedTime(_ node: ASN1Node, _ field: String) throws(CertificateDecodingError) -> Instant {
    guard node.identifier == .generalizedTime else {
        throw CertificateDecodingError(field: field, reason: "GeneralizedTime expected, \(node.identifier.name) found")
    }
    return try CertificateTime(node, field).instant
}

/// Extensions in an explicit tag [1], if they are next.
func statusExtensions(_ fields: inout FieldReader, _ field: String) throws(CertificateDecodingError) -> StatusExtensions {
    guard let tagged = fields.next(ifTagged: .context(1)) else { return StatusExtensions() }
    let list = try unwrapExplicit(tagged, .context(1), field)
    guard list.identifier == .sequence else { throw CertificateDecodingError(field: field, reason: "no Extensions") }
    var cursor = DERCursor(list.encodedBytes)
    return try StatusExtensions(list.encodedBytes[try cursor.next(field).content], field)
}

extension OID {
    fileprivate static let basicResponse = OID(1, 3, 6, 1, 5, 5, 7, 48, 1, 1)
}

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

    /// RFC 6960 sections 4.4.2 and 4.4.4, and the list of certificate transparency (RFC 6962 section 3.3): none changes
    /// the status.
    private static let knownExtensions: Set<OID> = [
        OID(1, 3, 6, 1, 5, 5, 7, 48, 1, 3), OID(1, 3, 6, 1, 5, 5, 7, 48, 1, 6), OID(1, 3, 6, 1, 4, 1, 11_129, 2, 4, 5),
    ]
}
