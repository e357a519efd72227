import ServerIdentity

/// Finds who may have signed a revocation list, validated up to the anchor of the certificate that the list is about (RFC 5280 section 6.3.3 (f)).
struct StatusSigners {
    /// Signers whose own path is being judged: each is judged once, so that lists that vouch for their own signer prove nothing.
    let visited: [PathCertificate]
    private let memory = Memory()

    private final class Memory {
        /// The anchor at the end of the path of a certificate beside the path; nil if there is none.
        var anchors: [ObjectIdentifier: PathCertificate?] = [:]
    }

    init(visited: [PathCertificate]) { self.visited = visited }

    /// Certificates with a subject: those above the certificate in its own path, then those beside it that have a path of their own.
    func signers(
        of issuer: DistinguishedName, above place: Int, in path: [PathCertificate], _ context: PathContext,
        _ judge: RevocationJudge,
        _ limits: PathLimits
    ) -> [StatusSigner] {
        guard let anchor = path.last else { return [] }
        let inPath = path.dropFirst(place + 1).filter { $0.decoded.subject == issuer }
        let beside = context.presented.lazy.compactMap(\.self).filter { candidate in
            candidate.decoded.subject == issuer && !inPath.contains { $0 === candidate } && !visited.contains { $0 === candidate }
        }
        return inPath.map(StatusSigner.init)
            + beside.prefix(Self.maximumNumber).filter { isValid($0, to: anchor, context, judge, limits) }.map(StatusSigner.init)
    }

    private func isValid(
        _ candidate: PathCertificate, to anchor: PathCertificate, _ context: PathContext, _ judge: RevocationJudge,
        _ limits: PathLimits
    ) -> Bool {
        if visited.count >= Self.maximumDepth { return false }
        let found: PathCertificate?
        if let known = memory.anchors[ObjectIdentifier(candidate)] {
            found = known
        } else {
            let own = context.forSigner(judge.forSigner(visited: visited + [candidate]))
            var search = IssuerSearch(own, limits: limits)
            found = own.signerFlaws(candidate).isEmpty ? search.firstSoundPath(from: candidate)?.last : nil
            memory.anchors[ObjectIdentifier(candidate)] = .some(found)
        }
        // "the trust anchor for the certification path MUST be the same as the trust anchor used to validate the target certificate".
        return found.map { $0.isSameAuthority(as: anchor) } ?? false
    }

    /// 8: an issuer has one or two keys for lists.
    private static let maximumNumber = 8
    /// 3: a list's signer, whose own list has a signer, whose list has one.
    private static let maximumDepth = 3
}
