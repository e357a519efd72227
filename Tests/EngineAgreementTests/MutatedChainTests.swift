import Conformance
import GnuTLSEngine
import IndependentValidator
import InternationalNames
import PublicSuffixList
import ServerIdentity
import Testing
import TestKit

#if OpenSSL
import OpenSSLEngine
#endif

/// Valid chains with one octet of one certificate changed: the validator accepts one only if its path does not need the
/// certificate that was changed. (The libraries may refuse such a chain: GnuTLS takes none that holds a certificate
/// which it can't decode.)
@Suite(
    "Mutated chains", .enabled(if: Limbo.directory != nil, "skipped: COUNTERSIGN_CORPORA names no directory"), .needs(.xz))
struct MutatedChainTests {
    private static let chains = 50
    /// Places in each certificate: about every eighth octet of a usual one.
    private static let placesInCertificate = 100

    private static let validator = SwiftValidator(version: "test", publicSuffixes: PublicSuffixList())

    @Test func `of 50 chains, a sample of all octets`() throws {
        var generator = SeededGenerator.printed(for: "MutatedChainTests")
        let libraries = Self.libraries
        var mutations = 0
        var (accepted, acceptedByAll) = (0, 0)
        for question in try validChains(&generator) {
            for depth in question.chain.certificates.indices {
                let octets = question.chain.certificates[depth].octets
                for _ in 0..<Self.placesInCertificate {
                    let place = Int.random(in: octets.indices, using: &generator)
                    var changed = octets
                    changed[place] ^= UInt8.random(in: 1...255, using: &generator)
                    let mutated = try question.replacing(depth, by: CertificateDER(changed))
                    mutations += 1
                    guard case .accepted(let path) = Self.validator.examine(mutated).verdict else { continue }
                    accepted += 1
                    // What the path does not need may be anything; what it needs is signed, or is a signature that is
                    // not malleable.
                    #expect(
                        !path.contains(mutated.chain.certificates[depth]) && path.allSatisfy { question.isKnown($0) },
                        "seed \(generator.seed): certificate \(depth), octet \(place) of \(octets.count)")
                    if libraries.allSatisfy({ $0.examine(mutated).verdict.isAccepted }) { acceptedByAll += 1 }
                }
            }
        }
        print(
            "MutatedChainTests: \(mutations) mutations, \(accepted) accepted beside the path, \(acceptedByAll) of them by the libraries too"
        )
        #expect(mutations > Self.chains * Self.placesInCertificate)
    }

    private static var libraries: [any VerificationEngine] {
        #if OpenSSL
        [GnuTLSEngine(), OpenSSLEngine()]
        #else
        [GnuTLSEngine()]
        #endif
    }

    /// Cases of the suite that the validator accepts, a random choice of them.
    private func validChains(_ generator: inout SeededGenerator) throws -> [Question] {
        let now = try #require(Instant(rfc3339: "2026-11-23T00:00:00Z"))
        let suite = LimboSuite(policy: .default, now: now, asciiForm: InternationalNames.asciiForm)
        var splitter = CaseSplitter()
        try splitter.take(Array(try Corpus.unpacked("x509-limbo.json.xz")))
        try splitter.finish()
        var parts: [SuitePart] = []
        while let part = splitter.next() { parts.append(part) }
        var questions: [Question] = []
        for part in parts.shuffled(using: &generator) where questions.count < Self.chains {
            let suiteCase = suite.suiteCase(part)
            guard suiteCase.isAcceptanceExpected == true, case .ask(let asked) = suiteCase.task, let identity = asked.identity
            else { continue }
            let subject = asked.subject
            let question = Question(
                chain: subject.chain, identity: identity, policy: subject.policy, anchors: subject.anchors, instant: asked.instant)
            if Self.validator.examine(question).verdict.isAccepted { questions.append(question) }
        }
        try #require(questions.count == Self.chains)
        return questions
    }
}

extension Question {
    /// The same question about a chain with another certificate in one place.
    fileprivate func replacing(_ depth: Int, by certificate: CertificateDER) throws -> Question {
        var certificates = chain.certificates
        certificates[depth] = certificate
        return Question(
            chain: try CertificateChain(certificates), identity: identity, policy: policy, anchors: anchors, instant: instant)
    }

    /// Whether a certificate was presented, unchanged, or is an anchor.
    fileprivate func isKnown(_ certificate: CertificateDER) -> Bool {
        chain.certificates.contains(certificate) || anchors.anchors.contains { $0.certificate == certificate }
    }
}
