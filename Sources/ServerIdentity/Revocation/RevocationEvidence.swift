/// What is known of revoked certificates (RFC 5280 section 6.3, RFC 6960).
///
/// It is a part of the question: engines fetch nothing, so that whoever keeps the evidence can ask again offline.
/// Nothing in it has been checked.
public struct RevocationEvidence: Hashable, Sendable {
    /// The CRLs that the caller has, whoever fetched them; each says where it came from. Equal only to the same set.
    public var crls: CRLSet
    /// What the server stapled to its leaf.
    public var staple: StapledResponse
    /// OCSP responses that somebody fetched or kept, about any certificate of a path. One that can't be used is passed
    /// over; one that verifies and says "revoked" refuses.
    public var responses: [OCSPResponseDER]

    /// Takes the parts.
    public init(crls: CRLSet = .none, staple: StapledResponse = .unknown, responses: [OCSPResponseDER] = []) {
        self.crls = crls
        self.staple = staple
        self.responses = responses
    }

    /// Nothing is known.
    public static let none = RevocationEvidence()

    /// Whether an OCSP response is among it, stapled or not. Responses have dates of their own.
    public var hasResponses: Bool {
        if case .response = staple { true } else { !responses.isEmpty }
    }
}

/// An OCSP response as the octets of its DER encoding (RFC 6960 section 4.2.1); nothing in it has been checked.
public struct OCSPResponseDER: Hashable, Sendable {
    /// DER.
    public let octets: [UInt8]
    /// Where it came from: a file, or the address that it was fetched from; empty if unknown.
    public let origin: String

    /// Takes octets, and where they came from.
    public init(_ octets: [UInt8], origin: String = "") {
        self.octets = octets
        self.origin = origin
    }

    /// 1 MiB. A response is a few KiB, with the responder's certificate in it; TLS could carry 16 MiB.
    public static let maximumLength = 1_024 * 1_024
}
