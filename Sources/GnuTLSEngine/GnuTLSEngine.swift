import GnuTLS
public import ServerIdentity

/// Asks GnuTLS: what a program would be told that verifies this chain with `gnutls_certificate_verify_peers` at this instant.
///
/// GnuTLS judges the chain as presented. It does not judge SRV-IDs and URI-IDs (the answer's scope then lacks the name), and without
/// CRLs or OCSP responses in the question it says nothing of revocation.
public struct GnuTLSEngine: ChainEngine {
    /// `gnutls`, its version at run time, and the package version that the caller found.
    public let identity: EngineIdentity
    /// How strong keys and signatures must be: always GnuTLS's `medium`, 112 bits.
    private let profile = SecurityProfile.medium
    private let trustLists = AnchorCache<LoadedTrustList>()

    /// Makes an engine.
    ///
    /// - Parameter packageVersion: the distribution's version of the library, if known: backports change verdicts.
    public init(packageVersion: String? = nil) {
        identity = EngineIdentity(id: "gnutls", version: Library.version, packageVersion: packageVersion)
    }

    /// Everything but revocation.
    public var scope: Scope { [.name, .validity, .form, .path, .signatures, .usage] }

    /// Asks GnuTLS about a chain, the name left out.
    public func judge(_ subject: ChainQuestion, at instant: Instant) -> any JudgedChain {
        func judged(_ outcome: GnuTLSJudgement.Outcome, _ list: LoadedTrustList? = nil) -> GnuTLSJudgement {
            GnuTLSJudgement(
                engine: identity, scope: scope, chain: subject.chain, instant: instant, profile: profile, outcome: outcome,
                anchorNotes: list?.notes ?? [], anchorEdges: list?.edges)
        }
        let loaded: LoadedTrustList
        do throws(GnuTLSError) { loaded = try trustLists.value(for: subject.anchors, make: LoadedTrustList.init) } catch {
            return judged(.undecided(reason: "GnuTLS can use none of the trust anchors: \(error)"))
        }
        do throws(GnuTLSError) {
            let certificates = try CertificateList(der: subject.chain.certificates.map(\.octets))
            let verification = try loaded.list.verify(
                certificates, for: nil, profile: profile, at: instant.secondsSinceEpoch)
            let path = verification.isTrusted ? verification.path.compactMap { try? CertificateDER($0) } : []
            return judged(.verified(certificates, verification, path: path), loaded)
        } catch {
            let native = NativeDetail(code: error.code.name, text: error.code.text)
            switch error.operation {
            case .importCertificate(let index):
                let evidence = Evidence.other(
                    .malformedCertificate, detail: "GnuTLS can't decode the certificate: \(error.code.text)")
                return judged(.refused(Finding(evidence, depth: index, native: native)), loaded)
            case .checkKey(let index):
                let detail = "the RSA key is above the limits: \(Certificate.keyLimits)"
                return judged(.refused(Finding(.other(.profileViolation, detail: detail), depth: index, native: native)), loaded)
            default: return judged(.undecided(reason: "GnuTLS could not verify: \(error)"), loaded)
            }
        }
    }
}

extension PeerName {
    /// Nil for the kinds that GnuTLS can't compare.
    init?(_ identity: ReferenceIdentity) {
        switch identity {
        case .dns(let name): self = .host(name.description)
        case .ip(let address): self = .address(address.octets)
        case .srv, .uri: return nil
        }
    }
}
