public import Foundation
import ServerIdentity

/// Whom a client expects, and whom it trusts.
public struct HandshakeQuestion: Sendable {
    /// The host.
    public let host: String
    /// The trusted roots, PEM.
    public let rootsFile: URL

    /// Takes a host and a file of roots.
    public init(host: String, rootsFile: URL) {
        self.host = host
        self.rootsFile = rootsFile
    }

    /// The roots' path, for libraries that read them.
    var rootsPath: String { rootsFile.path }

    /// The question that the run's servers must pass.
    static func right(_ pki: BenchmarkPKI, _ kind: KeyKind) -> HandshakeQuestion {
        HandshakeQuestion(host: BenchmarkPKI.host, rootsFile: pki.rootFile(kind))
    }

    /// Another host.
    static func wrongHost(_ pki: BenchmarkPKI, _ kind: KeyKind) -> HandshakeQuestion {
        HandshakeQuestion(host: BenchmarkPKI.wrongHost, rootsFile: pki.rootFile(kind))
    }

    /// Another root.
    static func wrongRoot(_ pki: BenchmarkPKI) -> HandshakeQuestion {
        HandshakeQuestion(host: BenchmarkPKI.host, rootsFile: pki.unknownRootFile)
    }

    /// The question in our own words, as of now.
    func asking() throws -> Asking {
        let roots = try BenchmarkPKI.certificates(in: rootsFile)
        let anchors = try roots.map { TrustAnchor(try CertificateDER($0)) }
        guard let now = Instant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970)) else {
            throw ContenderError.setup("the clock is out of range")
        }
        return Asking(
            identity: .dns(try DNSName(parsing: host)), anchors: try TrustAnchorSet(anchors, source: rootsFile.path), instant: now)
    }
}
