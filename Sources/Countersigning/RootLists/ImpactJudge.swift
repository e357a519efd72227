import IndependentValidator
public import RootPrograms
public import ServerIdentity

/// Says what a change from one list to another means for a host: its chain is judged under both by the Swift validator,
/// without its name.
public struct ImpactJudge: Sendable {
    private let old: TrustedList
    private let new: TrustedList
    private let engine = SwiftValidator(version: Version.current)
    private let instant: Instant

    /// A list, and the anchors for TLS servers that it gives.
    private struct TrustedList {
        let anchors: TrustAnchorSet
        let byCertificate: [CertificateDER: ListedRoot]
        let byDigest: [[UInt8]: ListedRoot]
        let distrust: RecordedDistrust

        init(_ list: RootList) throws(InputProblem) {
            do throws(EmptyTrustAnchorSet) { anchors = try list.serverAnchors(source: list.source) } catch {
                throw InputProblem(
                    code: .inputUnreadable, text: "no root of \(EscapedText(list.source)) is trusted for TLS servers")
            }
            let roots = list.selected(for: .server)
            byCertificate = Dictionary(roots.map { ($0.certificate.der, $0) }, uniquingKeysWith: { first, _ in first })
            byDigest = Dictionary(roots.map { ($0.sha256, $0) }, uniquingKeysWith: { first, _ in first })
            distrust = RecordedDistrust(list.distrusted(for: .server))
        }
    }

    /// What one list says of a host.
    private enum Standing {
        case trusted(root: ListedRoot)
        case refused(String)
        case undecided(String)
    }

    /// Takes the list before, the list after, and as of when to judge chains.
    ///
    /// - Throws: `InputProblem` if a list trusts nothing for servers.
    public init(from old: RootList, to new: RootList, at instant: Instant) throws(InputProblem) {
        self.old = try TrustedList(old)
        self.new = try TrustedList(new)
        self.instant = instant
    }

    /// What the change means for a host.
    public func impact(on subject: ImpactSubject) -> HostImpact {
        switch subject.evidence {
        case .chain(let chain): impact(subject.host, standing(chain, old), standing(chain, new), .chain)
        case .accepted(let path): impact(subject.host, standing(path, old), standing(path, new), .record)
        case .notAccepted:
            HostImpact(host: subject.host, effect: .undecided, reason: "the record names no path that was accepted", basis: .record)
        }
    }

    private func impact(_ host: String, _ before: Standing, _ after: Standing, _ basis: HostImpact.Basis) -> HostImpact {
        func made(_ effect: HostImpact.Effect, _ reason: String) -> HostImpact {
            HostImpact(host: host, effect: effect, reason: reason, basis: basis)
        }
        switch (before, after) {
        case (.undecided(let reason), _), (_, .undecided(let reason)): return made(.undecided, reason)
        case (.trusted(let root), .refused(let reason)): return made(.breaks, "trusted by \(root.shownLabel); now \(reason)")
        case (.refused(let reason), .trusted(let root)):
            return made(.mended, "now trusted by \(root.shownLabel); before that \(reason)")
        case (.refused(let reason), .refused): return made(.refusedByBoth, reason)
        case (.trusted(let first), .trusted(let second)):
            if let date = second.serverDistrustAfter {
                return made(
                    .breaksAtRenewal, "\(second.shownLabel) is trusted for certificates issued until \(date), and this one was")
            }
            if first.sha256 != second.sha256 {
                return made(.passesByAnotherRoot, "trusted by \(second.shownLabel), before that by \(first.shownLabel)")
            }
            return made(.unaffected, "trusted by \(second.shownLabel)")
        }
    }

    private func standing(_ chain: CertificateChain, _ trusted: TrustedList) -> Standing {
        let subject = ChainQuestion(chain: chain, policy: .default, anchors: trusted.anchors)
        switch engine.judge(subject, at: instant).answerWithoutName().verdict {
        case .undecided(let reason): return .undecided(reason)
        case .refused(let findings):
            return .refused(findings.first.map { "refused (\($0.id.rawValue)): \($0.description)" } ?? "refused")
        case .accepted(let path):
            // The validator has held the path to the list's dates and to what it distrusts.
            guard let root = path.last.flatMap({ trusted.byCertificate[$0] }) else {
                return .undecided("the path that was accepted ends at no root of the list")
            }
            return .trusted(root: root)
        }
    }

    /// A path that was accepted by the list of that time, as far as another list has a say in it.
    private func standing(_ path: ImpactSubject.RecordedPath, _ trusted: TrustedList) -> Standing {
        let answers = path.certificates.map { certificate in
            let number = certificate.number ?? trusted.byDigest[certificate.sha256].map { RecordedNumber($0.certificate) }
            return trusted.distrust.answer(about: certificate.sha256, number)
        }
        if answers.contains(.distrusted) {
            return .refused("refused (distrusted_by_root_program): a certificate of the path is distrusted")
        }
        let digest = path.certificates.last?.sha256
        guard let digest, let root = trusted.byDigest[digest] else {
            let digest = digest.map { hexadecimal($0.prefix(8)) } ?? ""
            return .refused("refused (unknown_issuer): the root \(digest) is not trusted for servers")
        }
        if let date = root.serverDistrustAfter, path.issued > date {
            return .refused(
                "refused (distrusted_by_root_program): issued at \(path.issued), and \(root.shownLabel) is trusted for what was issued until \(date)"
            )
        }
        if answers.contains(.unknown) {
            return .undecided("the record does not say enough of the path to tell that nothing in it is distrusted")
        }
        return .trusted(root: root)
    }
}
