import Foundation
import ServerIdentity
import Testing
import TestKit
import TrustAnchors
@testable import Countersigning

@testable import GnuTLS

@Suite("The store that GnuTLS was built with, where no other is there")
struct CompiledStoreTests {
    private typealias Exported = Result<[UInt8], GnuTLSError>

    private static let broken = GnuTLSError(.internalError, .addAnchors)

    private static func loading(_ store: @escaping @Sendable () throws(GnuTLSError) -> [Exported]) -> AnchorLoading {
        var loading = AnchorLoading()
        loading.candidates = ["/nowhere/roots.pem"]
        loading.compiledStore = store
        loading.storeConstraints = { TokenConstraints(distrusted: [], dates: [:]) }
        return loading
    }

    @Test(.enabled(if: (try? SystemTrust.anchors()) != nil, "ca-certificates is not installed"))
    func `what can't be used of it is named, and the rest is used`() throws {
        let root = try #require(try SystemTrust.anchors().first).get()
        let loaded = try Self.loading { () throws(GnuTLSError) in
            [.success(root), .failure(Self.broken), .success([0x30, 0x00]), .success([])]
        }
        .readSystemStore()
        #expect(loaded.anchors.anchors.map(\.certificate.octets) == [root])
        #expect(loaded.anchors.source == "system store that GnuTLS was built with")
        #expect(loaded.skipped.map(\.file) == Array(repeating: loaded.anchors.source, count: 3))
        #expect(loaded.skipped[0].reason == Self.broken.description && loaded.skipped.allSatisfy { !$0.reason.isEmpty })
    }

    @Test(.enabled(if: (try? SystemTrust.anchors()) != nil, "ca-certificates is not installed"))
    func `what p11-kit has against certificates comes with it`() throws {
        let root = try #require(try SystemTrust.anchors().first).get()
        var loading = Self.loading { () throws(GnuTLSError) in [.success(root)] }
        let date = try #require(Instant(secondsSinceEpoch: 1_700_000_000))
        let entry = DistrustedCertificate(issuer: [0x30, 0x00], serial: [1], label: "Stray")
        let certificate = try CertificateDER(root)
        loading.storeConstraints = { TokenConstraints(distrusted: [entry], dates: [certificate: date]) }
        let loaded = try loading.readSystemStore()
        #expect(loaded.anchors.distrusted == [entry])
        #expect(loaded.anchors.anchors.map(\.constraints.serverDistrustAfter) == [date])

        loading.storeConstraints = { () throws(InputProblem) in throw InputProblem(code: .inputUnreadable, text: "no word") }
        let problem = #expect(throws: InputProblem.self) { _ = try loading.load([.system]) }
        #expect(problem?.text.contains("no word") == true)
    }

    @Test func `without one usable certificate the error says why, and what to do`() {
        func text(_ store: @escaping @Sendable () throws(GnuTLSError) -> [Exported]) -> String {
            let problem = #expect(throws: InputProblem.self) {
                _ = try Self.loading(store).load([.system])
            }
            return problem?.text ?? ""
        }
        let texts = [
            (text { () throws(GnuTLSError) in throw Self.broken }, Self.broken.description),
            (text { () throws(GnuTLSError) in [.failure(Self.broken)] }, Self.broken.description),
            (text { () throws(GnuTLSError) in [] }, "it is empty"),
        ]
        for (text, reason) in texts {
            #expect(text.contains("GnuTLS was built with: \(reason)") && text.contains("/nowhere/roots.pem"), "\(text)")
            #expect(text.contains("--cafile"), "\(text)")
        }
    }
}
