import GnuTLS
public import ServerIdentity

/// Asks GnuTLS: what a program would be told that verifies this chain with `gnutls_certificate_verify_peers` at this instant.
///
/// GnuTLS judges the chain as presented. It does not judge SRV-IDs and URI-IDs (the answer's scope then lacks the name), and without
/// CRLs or OCSP responses in the question it says nothing of revocation.
public struct GnuTLSEngine: VerificationEngine {
    /// `gnutls`, its version at run time, and the package version that the caller found.
    public let identity: EngineIdentity
    /// How strong keys and signatures must be: always GnuTLS's `medium`, 112 bits.
    private let profile = SecurityProfile.medium
    private let trustLists = TrustListCache()

    /// Makes an engine.
    ///
    /// - Parameter packageVersion: the distribution's version of the library, if known: backports change verdicts.
    public init(packageVersion: String? = nil) {
        identity = EngineIdentity(id: "gnutls", version: Library.version, packageVersion: packageVersion)
    }

    /// Everything but revocation.
    public var scope: Scope { [.name, .validity, .form, .path, .signatures, .usage] }

    /// Asks GnuTLS one question.
    public func examine(_ question: Question) -> EngineAnswer {
        let name = PeerName(question.identity)
        let scope = name == nil ? self.scope.subtracting(.name) : self.scope
        var anchorNotes: [Finding] = []
        func answer(_ verdict: Verdict, notes: [Finding] = [], trace: [VerificationStep] = []) -> EngineAnswer {
            EngineAnswer(engine: identity, scope: scope, verdict: verdict, notes: notes + anchorNotes, trace: trace)
        }
        let list: TrustList
        do throws(GnuTLSError) {
            list = try trustLists.list(for: question.anchors)
            anchorNotes = notes(unusableIn: list, question.anchors)
        } catch {
            return answer(.undecided(reason: "GnuTLS can use none of the trust anchors: \(error)"))
        }
        do throws(GnuTLSError) {
            let chain = question.chain.certificates.map(\.octets)
            let verification = try list.verify(
                chain: chain, for: name, profile: profile, at: question.instant.secondsSinceEpoch)
            let trace = verification.steps.map { VerificationStep($0, in: chain) }
            guard verification.isTrusted else {
                return answer(.rejected(findings(of: verification, question)), trace: trace)
            }
            let path = verification.path.compactMap { try? CertificateDER($0) }
            return answer(.accepted(path: path), notes: notes(question, name), trace: trace)
        } catch {
            let native = NativeDetail(code: error.code.name, text: error.code.text)
            switch error.operation {
            case .importCertificate(let index):
                let evidence = Evidence.other(
                    .malformedCertificate, detail: "GnuTLS can't decode the certificate: \(error.code.text)")
                return answer(.rejected([Finding(evidence, depth: index, native: native)]))
            case .checkKey(let index):
                let detail = "the RSA key is above the limits: \(Certificate.keyLimits)"
                return answer(.rejected([Finding(.other(.profileViolation, detail: detail), depth: index, native: native)]))
            default: return answer(.undecided(reason: "GnuTLS could not verify: \(error)"))
            }
        }
    }

    /// Anchors that GnuTLS can't decode are trusted by the question and not by GnuTLS: say so.
    private func notes(unusableIn list: TrustList, _ anchors: TrustAnchorSet) -> [Finding] {
        guard let first = list.unusable.first else { return [] }
        let origin = anchors.anchors[first.index].origin
        let detail =
            "GnuTLS can't decode \(list.unusable.count) of \(anchors.anchors.count) trust anchors; the first: \(EscapedText(origin)), \(first.error.code.text)"
        return [Finding(.other(.malformedCertificate, detail: detail), depth: nil)]
    }

    /// GnuTLS 3.7.9 falls back to the common name of a leaf without subjectAltName, and no flag turns that off: say so.
    private func notes(_ question: Question, _ name: PeerName?) -> [Finding] {
        guard case .host = name, let leaf = try? Certificate(der: question.chain.leaf.octets), !leaf.hasSubjectAlternativeName()
        else { return [] }
        let detail = "GnuTLS matched '\(question.identity)' with the common name: the certificate has no subjectAltName"
        return [Finding(.other(.noUsableName, detail: detail), depth: 0, rule: "RFC 9525 section 2")]
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
