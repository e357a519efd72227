import TestKit

/// Roots, intermediates and leaves made by OpenSSL's command, so that nothing of ours decides what is a good
/// certificate.
struct PKI: Sendable {
    /// The one of the running tests.
    @TaskLocal static var current: PKI?

    let directory: TemporaryDirectory

    /// The host that the servers' certificates are for.
    static let host = "www.e2e.example"

    enum Algorithm: String, CaseIterable, Sendable {
        case rsa = "RSA"
        case ecdsa = "ECDSA"
    }

    /// The chains that a server may send; each as good as it can be but for one thing.
    enum Chain: String, CaseIterable, Sendable {
        case good, wrongHost, expired, unknownRoot
    }

    /// Everything is made here; reading comes after.
    static func make(in directory: TemporaryDirectory) async throws -> PKI {
        let maker = try CertificateMaker(directory)
        for algorithm in Algorithm.allCases {
            let trusted = try await maker.authority("trusted-\(algorithm.rawValue)", algorithm)
            let stranger = try await maker.authority("stranger-\(algorithm.rawValue)", algorithm)
            let key = try await maker.key("leaf-\(algorithm.rawValue)", algorithm)
            for chain in Chain.allCases {
                try await maker.leaf(
                    "\(chain.rawValue)-\(algorithm.rawValue)", key: key, issuer: chain == .unknownRoot ? stranger : trusted,
                    names: "DNS:\(chain == .wrongHost ? "other.e2e.example" : host)",
                    until: chain == .expired ? "20210101000000Z" : "20400101000000Z")
            }
            if algorithm == .ecdsa {
                try await maker.leaf("addresses", key: key, issuer: trusted, names: "IP:127.0.0.1,IP:::1", until: "20400101000000Z")
                try await maker.leaf(
                    "client", key: key, issuer: trusted, names: "email:client@e2e.example", usage: "clientAuth",
                    until: "20400101000000Z")
            }
        }
        return PKI(directory: directory)
    }

    /// The root that clients trust, PEM.
    func root(_ algorithm: Algorithm) -> String { directory.file("trusted-\(algorithm.rawValue)-root.pem") }

    func leafAndIssuer(_ chain: Chain, _ algorithm: Algorithm) -> ServerIdentityFiles {
        files("\(chain.rawValue)-\(algorithm.rawValue)", algorithm, by: chain == .unknownRoot ? "stranger" : "trusted")
    }

    /// An ECDSA certificate for 127.0.0.1 and ::1.
    var addresses: ServerIdentityFiles { files("addresses", .ecdsa, by: "trusted") }

    /// An ECDSA certificate for a client.
    var client: ServerIdentityFiles { files("client", .ecdsa, by: "trusted") }

    private func files(_ name: String, _ algorithm: Algorithm, by issuer: String) -> ServerIdentityFiles {
        ServerIdentityFiles(
            chain: directory.file("\(name).pem"), issuer: directory.file("\(issuer)-\(algorithm.rawValue)-ca.pem"),
            key: directory.file("leaf-\(algorithm.rawValue).key"))
    }
}

/// What a server (or a client) needs to say who it is.
struct ServerIdentityFiles: Sendable {
    /// Leaf and intermediate, PEM.
    let chain: String
    /// The intermediate alone, PEM.
    let issuer: String
    /// PEM without a password.
    let key: String
}
