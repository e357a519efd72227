import ServerIdentity
import Testing

@testable import IndependentValidator

/// Short ways to ask the engine.
enum Asking {
    static let engine = SwiftValidator(version: "test")

    /// The middle of the years that test certificates are valid by default.
    static func instant(_ text: String = "2026-01-01T00:00:00Z") throws -> Instant { try #require(Instant(rfc3339: text)) }

    static func answer(
        _ chain: [TestCertificate], anchors: [TestCertificate] = [.link("Root", by: "Root")], name: String = "www.example.org",
        at text: String = "2026-01-01T00:00:00Z", policy: Policy = .default
    ) throws -> EngineAnswer {
        engine.examine(
            Question(
                chain: try CertificateChain(chain.map { try $0.der() }), identity: try identity(name), policy: policy,
                anchors: try TrustAnchorSet(anchors.map { TrustAnchor(try $0.der(), origin: "test") }, source: "test"),
                instant: try instant(text)))
    }

    static func identity(_ text: String) throws -> ReferenceIdentity {
        try ReferenceIdentity(parsing: text) { .failure(ReferenceIdentityError($0, "ASCII only in this test")) }
    }
}

extension [Finding] {
    /// `depth:id` of each.
    var summary: [String] { map { "\($0.depth.map { String($0) } ?? "-"):\($0.id.rawValue)" } }
}
