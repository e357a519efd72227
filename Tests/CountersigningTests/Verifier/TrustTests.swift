import Countersigning
import Foundation
import ServerIdentity
import Testing
import TestKit
import TrustAnchors

extension VerifierTests {
    @Suite("Whom to trust")
    struct TrustTests {
        private let lab: LoopbackLab
        private let files: TemporaryDirectory

        init() throws {
            lab = try .started()
            files = try TemporaryDirectory()
        }

        /// What was left out of the trust sources; whether this machine lists public suffixes is another matter.
        private func skipped(_ verifier: Verifier) -> [SkippedBlock] {
            verifier.warnings.compactMap { if case .anchorSkipped(let block) = $0 { block } else { nil } }
        }

        private func expectUsable(_ verifier: Verifier) async throws {
            #expect(try await verifier.verify(lab.target("good-ecdsa")).exitStatus == .countersigned)
            #expect(try await verifier.verify(lab.target("unknown-root")).exitStatus == .refusedTrust)
        }

        @Test func `a bundle with a broken block gives the others, and a warning that names its line`() async throws {
            defer { files.remove() }
            let block = "-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----\n"
            let path = try files.write("# ours\n" + block + lab.rootsPEM, to: "roots.pem")
            let verifier = try lab.verifier { $0.trust = [.bundle(path)] }
            let roots = try lab.roots
            #expect(verifier.anchors.anchors.map(\.certificate) == roots)
            #expect(skipped(verifier).map(\.file) == [path] && skipped(verifier).map(\.line) == [3])
            try await expectUsable(verifier)
            let judged = try await verifier.verify(lab.target("good-ecdsa")).judgement
            #expect(judged?.skippedAnchors == skipped(verifier))
        }

        @Test func `files of a directory are anchors, others are named`() async throws {
            defer { files.remove() }
            let directory = try files.subdirectory()
            try directory.write(lab.rootsPEM, to: "roots.pem")
            try directory.write("This is no certificate.\n", to: "text.pem")
            let verifier = try lab.verifier { $0.trust = [.directory(directory.path)] }
            #expect(skipped(verifier).map(\.file) == [directory.file("text.pem")])
            try await expectUsable(verifier)
        }

        @Test("a source that gives nothing", arguments: ["missing.pem", "text.pem", "empty.pem"])
        func nothing(file: String) throws {
            defer { files.remove() }
            try files.write("This is no certificate.\n", to: "text.pem")
            try files.write("", to: "empty.pem")
            for source in [TrustSource.bundle(files.file(file)), .directory(files.file(file))] {
                let problem = #expect(throws: InputProblem.self) { _ = try lab.verifier { $0.trust = [source] } }
                #expect(problem?.code == .inputUnreadable)
            }
        }

        @Test func `a source of the caller's own is asked with the check of anchors, and says what it leaves out`() async throws {
            defer { files.remove() }
            let roots = try lab.roots
            let garbage = try CertificateDER([0x30, 0x00])
            let left = SkippedBlock(file: "ours", line: nil, reason: "garbage")
            let verifier = try lab.verifier {
                $0.trust = [
                    .anchors { refusal throws(InputProblem) in
                        #expect(refusal(garbage) != nil)
                        let usable = roots.filter { refusal($0) == nil }
                        do throws(EmptyTrustAnchorSet) {
                            let anchors = try TrustAnchorSet(usable.map { TrustAnchor($0, origin: "ours") }, source: "our own")
                            return LoadedAnchors(anchors: anchors, skipped: [left])
                        } catch {
                            throw InputProblem(code: .inputUnreadable, text: error.source)
                        }
                    }
                ]
            }
            #expect(verifier.anchors.source == "our own")
            #expect(verifier.anchors.anchors.map(\.certificate) == roots)
            #expect(skipped(verifier) == [left])
            try await expectUsable(verifier)
        }

        @Test func `what a source of the caller's own throws is thrown`() throws {
            defer { files.remove() }
            let ours = InputProblem(code: .inputOutput, text: "the database is gone")
            let problem = #expect(throws: InputProblem.self) {
                _ = try lab.verifier { $0.trust = [.anchors { _ throws(InputProblem) in throw ours }] }
            }
            #expect(problem == ours)
        }

        @Test func `certificates at hand are anchors, and what can't be one is named`() async throws {
            defer { files.remove() }
            let garbage = try CertificateDER([0x30, 0x00])
            let certificates = try [garbage] + lab.roots
            let verifier = try lab.verifier { $0.trust = [.certificates(certificates, source: "memory")] }
            #expect(verifier.anchors.source == "memory")
            #expect(skipped(verifier).map(\.file) == ["memory"])
            try await expectUsable(verifier)
            let problem = #expect(throws: InputProblem.self) {
                _ = try lab.verifier { $0.trust = [.certificates([garbage], source: "memory")] }
            }
            #expect(problem?.code == .inputUnreadable)
        }

        @Test func `several sources trust together`() async throws {
            defer { files.remove() }
            let roots = try lab.roots
            let sources = roots.enumerated().map { TrustSource.certificates([$1], source: "source \($0)") }
            let verifier = try lab.verifier { $0.trust = sources + [sources[0]] }
            #expect(verifier.anchors.anchors.map(\.certificate) == roots)
            try await expectUsable(verifier)
            let alone = try lab.verifier { $0.trust = [sources[0]] }
            #expect(try await alone.verify(lab.target("good-rsa")).exitStatus == .countersigned)
            #expect(try await alone.verify(lab.target("good-ecdsa")).exitStatus == .refusedTrust)
        }

        @Test func `rules that no engine of the selection knows are an error of usage`() throws {
            defer { files.remove() }
            let problem = #expect(throws: InputProblem.self) {
                _ = try lab.verifier {
                    $0.policy = .webpki
                    $0.engines = EngineSelection(deciding: [.gnutls])
                }
            }
            #expect(problem?.code == .usage)
        }
    }
}
