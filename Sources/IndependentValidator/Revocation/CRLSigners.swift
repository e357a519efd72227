import ServerIdentity

/// Finds who may have signed a CRL, validated up to the anchor of the certificate that the CRL is about (RFC 5280
/// section 6.3.3 (f)).
struct CRLSigners {
    /// Signers whose own path is being judged: each is judged once, so that CRLs that vouch for their own signer prove
    /// nothing.
    let visited: [PathCertificate]
    private let memory = Memory()

    private final class Memory {
        /// Whether a certificate beside the path has a path of its own to an anchor.
        var isValid: [[ObjectIdentifier]: Bool] = [:]
    }

    /// Where a signer stands.
    enum Standing: CaseIterable {
        /// Above the certificate in its own path: validated with it.
        case inPath
        /// Among the other certificates presented: it needs a path of its own.
        case beside
    }

    init(visited: [PathCertificate]) { self.visited = visited }

    /// Certificates with a subject above a place in a path.
    func inPath(_ subject: DistinguishedName, above place: Int, _ path: [PathCertificate]) -> [StatusSigner] {
        path.dropFirst(place + 1).filter { $0.decoded.subject == subject }.map(StatusSigner.init)
    }

    /// Certificates with a subject beside a path that have one of their own to the same anchor.
    func beside(
        _ subject: DistinguishedName, above place: Int, _ path: [PathCertificate], _ context: PathContext, _ judge: RevocationJudge
    ) -> [StatusSigner] {
        guard let anchor = path.last, visited.count < Self.maximumDepth else { return [] }
        let candidates = context.presented.lazy.compactMap(\.self).filter { candidate in
            candidate.decoded.subject == subject && !path.dropFirst(place + 1).contains { $0 === candidate }
                && !visited.contains { $0 === candidate }
        }
        return candidates.prefix(Self.maximumNumber).filter { isValid($0, anchor, context, judge) }.map(StatusSigner.init)
    }

    /// "the trust anchor for the certification path MUST be the same as the trust anchor used to validate the target
    /// certificate".
    private func isValid(
        _ candidate: PathCertificate, _ anchor: PathCertificate, _ context: PathContext, _ judge: RevocationJudge
    ) -> Bool {
        let place = [ObjectIdentifier(candidate), ObjectIdentifier(anchor)]
        if let known = memory.isValid[place] { return known }
        let own = context.forSigner(judge.forSigner(visited: visited + [candidate]))
        var search = IssuerSearch(own, limits: Self.limits, endingAt: anchor)
        let isValid = CertificateCheck.flaws(ofCRLSigner: candidate, own).isEmpty && search.firstSoundPath(from: candidate) != nil
        memory.isValid[place] = isValid
        return isValid
    }

    /// 4: an issuer has one or two keys for CRLs.
    private static let maximumNumber = 4
    /// 3: a CRL's signer, whose own CRL has a signer, whose CRL has one.
    private static let maximumDepth = 3
    /// A tenth of what the search for the server's own path may cost: each level of signers may use it for each of its
    /// candidates.
    private static let limits = {
        var limits = PathLimits()
        limits.steps = 256
        limits.signatureChecks = 32
        limits.nameComparisons = 10_000
        limits.completePaths = 4
        return limits
    }()
}
