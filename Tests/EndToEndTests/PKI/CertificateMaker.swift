import TestKit

/// OpenSSL's `genpkey`, `req` and `ca`, one call a step. `ca`, because OpenSSL 3.0 takes dates nowhere else.
struct CertificateMaker {
    private let directory: TemporaryDirectory

    struct Authority {
        let name: String
        let organization: String
    }

    init(_ directory: TemporaryDirectory) throws {
        self.directory = directory
        try directory.write("", to: "index.txt")
        try directory.write(Self.configuration, to: "ca.cnf")
    }

    func key(_ name: String, _ algorithm: PKI.Algorithm) async throws -> String {
        let options =
            switch algorithm {
            case .rsa: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
            case .ecdsa: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
            }
        try await openssl(["genpkey", "-out", "\(name).key"] + options)
        return name
    }

    /// A root and an intermediate under it; gives the intermediate.
    func authority(_ name: String, _ algorithm: PKI.Algorithm) async throws -> Authority {
        let root = try await key("\(name)-root", algorithm)
        try await request(root, key: root, subject: "/O=\(name)/CN=\(name) root")
        try await sign(root, by: ["-selfsign", "-keyfile", "\(root).key"], section: "root", until: "20450101000000Z")
        let issuing = try await key("\(name)-ca", algorithm)
        try await request(issuing, key: issuing, subject: "/O=\(name)/CN=\(name) intermediate")
        try await sign(
            issuing, by: ["-keyfile", "\(root).key", "-cert", "\(root).pem"], section: "intermediate", until: "20440101000000Z")
        return Authority(name: issuing, organization: name)
    }

    /// A leaf, with its issuer's certificate behind it in the file.
    func leaf(
        _ name: String, key: String, issuer: Authority, names: String, usage: String = "serverAuth", until end: String
    ) async throws {
        try await request(name, key: key, subject: "/O=\(issuer.organization)/CN=\(name)")
        try directory.write(
            "[leaf]\n" + Self.leafExtensions + "extendedKeyUsage=\(usage)\nsubjectAltName=\(names)\n", to: "\(name).ext")
        try await sign(
            name, by: ["-keyfile", "\(issuer.name).key", "-cert", "\(issuer.name).pem", "-extfile", "\(name).ext"], section: "leaf",
            until: end)
        try directory.write(directory.read("\(name).pem") + directory.read("\(issuer.name).pem"), to: "\(name).pem")
    }

    private func request(_ name: String, key: String, subject: String) async throws {
        try await openssl(["req", "-new", "-config", "ca.cnf", "-key", "\(key).key", "-subj", subject, "-out", "\(name).csr"])
    }

    private func sign(_ name: String, by issuer: [String], section: String, until end: String) async throws {
        try await openssl(
            ["ca", "-batch", "-notext", "-config", "ca.cnf", "-in", "\(name).csr", "-out", "\(name).pem", "-extensions", section]
                + ["-startdate", "20200101000000Z", "-enddate", end] + issuer)
    }

    private func openssl(_ arguments: [String]) async throws {
        let run = try await Run.of([Tool.openssl.path] + arguments, seconds: 60, in: directory.path)
        guard run.exitCode == 0 else { throw ToolFailure(story: run.story) }
    }

    private static let leafExtensions = """
        basicConstraints=critical,CA:FALSE
        keyUsage=critical,digitalSignature
        subjectKeyIdentifier=hash
        authorityKeyIdentifier=keyid

        """

    private static let configuration = """
        [ca]
        default_ca=here
        [here]
        database=index.txt
        new_certs_dir=.
        default_md=sha256
        policy=names
        rand_serial=yes
        unique_subject=no
        email_in_dn=no
        [names]
        organizationName=supplied
        commonName=supplied
        [req]
        distinguished_name=subject
        [subject]
        [root]
        basicConstraints=critical,CA:TRUE
        keyUsage=critical,keyCertSign,cRLSign
        subjectKeyIdentifier=hash
        [intermediate]
        basicConstraints=critical,CA:TRUE,pathlen:0
        keyUsage=critical,keyCertSign,cRLSign
        subjectKeyIdentifier=hash
        authorityKeyIdentifier=keyid

        """
}

/// A program of the system that did not do its part; no verdict on ours.
struct ToolFailure: Error, CustomStringConvertible {
    let story: String
    var description: String { story }
}
