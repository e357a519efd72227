import Countersigning
import CrossCheck
import Crypto
import ServerIdentity
import SwiftASN1
import Testing
import X509

extension PublicKeyPin {
    /// The pin of a certificate's key, by swift-certificates.
    init(of certificate: CertificateDER) throws {
        let key = try Certificate(derEncoded: certificate.octets).publicKey.serializeAsPEM()
        self = try #require(PublicKeyPin(sha256: Array(SHA256.hash(data: key.derBytes))))
    }

    /// A key that nobody has.
    static var stranger: PublicKeyPin {
        get throws { try PublicKeyPin(parsing: "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=") }
    }
}

extension VerifierTests {
    @Suite("Pins")
    struct PinTests {
        private let lab: LoopbackLab

        init() throws { lab = try .started() }

        @Test func `the leaf's key must be one of the pins`() async throws {
            let chain = try await lab.chain("good-ecdsa")
            let ours = try PublicKeyPin(of: chain.leaf)
            let stranger = try PublicKeyPin.stranger
            // As for curl, the leaf's key alone counts.
            let issuer = try PublicKeyPin(of: chain.certificates[1])
            let rows: [(pins: [PublicKeyPin], exitStatus: ExitStatus)] = [
                ([ours], .countersigned), ([stranger, ours], .countersigned), ([stranger], .refusedOtherwise),
                ([issuer], .refusedOtherwise), ([stranger, issuer], .refusedOtherwise),
            ]
            for row in rows {
                let report = try await lab.verifier { $0.pins = row.pins }.verify(lab.target("good-ecdsa"))
                let isAccepted = row.exitStatus == .countersigned
                #expect(report.exitStatus == row.exitStatus, "\(row.pins)")
                #expect(report.conclusion == (isAccepted ? .countersigned : .refused), "\(row.pins)")
                #expect(report.findingIDs == (isAccepted ? [] : [.pinMismatch]), "\(row.pins)")
                // The engines' own answers stay as they are.
                let judgement = try #require(report.judgement)
                #expect(judgement.examination.agreement.class == .agree)
                #expect(judgement.examination.answers.count == 2 && judgement.examination.answers.allSatisfy(\.verdict.isAccepted))
                #expect(judgement.keyDemand.pins == row.pins && judgement.keyDemand.firstUse == nil)
            }
        }

        @Test func `what is found says which key is there, and that the caller demands another`() async throws {
            let stranger = try PublicKeyPin.stranger
            let report = try await lab.verifier { $0.pins = [stranger] }.verify(lab.target("good-ecdsa"))
            let judgement = try #require(report.judgement)
            let finding = try #require(judgement.keyDemand.findings.first)
            let ours = try PublicKeyPin(of: try #require(report.question).chain.leaf)
            #expect(finding.id == .pinMismatch && finding.cause == .notPinned && finding.origin == .caller && finding.depth == 0)
            guard case .other(_, _, let detail) = finding.evidence else {
                Issue.record("\(finding.evidence)")
                return
            }
            #expect(detail.contains("its key is \(ours), not the pinned \(stranger)"))
        }

        @Test func `a stored chain is held to pins too, and a refusal for another reason keeps its code`() async throws {
            let good = try await lab.chain("good-ecdsa")
            let expired = try await lab.chain("expired-leaf")
            let ours = try PublicKeyPin(of: good.leaf)
            let rows: [(server: String, chain: CertificateChain, pin: PublicKeyPin, findings: [FindingID], exitStatus: ExitStatus)]
            rows = [
                ("good-ecdsa", good, ours, [], .countersigned),
                ("good-ecdsa", good, try .stranger, [.pinMismatch], .refusedOtherwise),
                ("expired-leaf", expired, try .stranger, [.expired, .pinMismatch], .refusedTime),
            ]
            for row in rows {
                let verifier = try lab.verifier { $0.pins = [row.pin] }
                let report = verifier.check(row.chain, for: .dns(try DNSName(parsing: lab.host(row.server))))
                #expect(report.findingIDs == row.findings, "\(row.server)")
                #expect(report.exitStatus == row.exitStatus, "\(row.server)")
            }
        }
    }
}
