import Foundation
import Testing
import TestKit

@testable import IndependentValidator

/// Signatures of a program that is not ours, made while the test runs.
@Suite("Signatures by openssl", .needs(.openssl))
struct OpenSSLSignatureTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let keyOptions: [String]
        let digestOptions: [String]
        let algorithm: SignatureAlgorithm
        let outcome: SignatureOutcome

        var testDescription: String { "\(keyOptions.joined(separator: " ")), \(digestOptions.joined(separator: " "))" }
    }

    private static let rsa2048 = ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
    private static let pss2048 = ["RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"]
    private static let restricted =
        pss2048 + [
            "-pkeyopt", "rsa_pss_keygen_md:sha256", "-pkeyopt", "rsa_pss_keygen_mgf1_md:sha256", "-pkeyopt",
            "rsa_pss_keygen_saltlen:32",
        ]

    private static func pss(_ hash: String, salt: String) -> [String] {
        ["-\(hash)", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:\(salt)"]
    }

    private static let rows: [Row] = [
        Row(keyOptions: rsa2048, digestOptions: ["-sha256"], algorithm: .rsaPKCS1(.sha256), outcome: .valid),
        Row(keyOptions: rsa2048, digestOptions: ["-sha384"], algorithm: .rsaPKCS1(.sha384), outcome: .valid),
        Row(keyOptions: rsa2048, digestOptions: ["-sha512"], algorithm: .rsaPKCS1(.sha512), outcome: .valid),
        Row(keyOptions: rsa2048, digestOptions: ["-sha512"], algorithm: .rsaPKCS1(.sha256), outcome: .invalid),
        Row(
            keyOptions: rsa2048, digestOptions: pss("sha256", salt: "32"), algorithm: .rsaPSS(.sha256, saltLength: 32),
            outcome: .valid),
        Row(
            keyOptions: rsa2048, digestOptions: pss("sha384", salt: "48"), algorithm: .rsaPSS(.sha384, saltLength: 48),
            outcome: .valid),
        Row(
            keyOptions: rsa2048, digestOptions: pss("sha512", salt: "64"), algorithm: .rsaPSS(.sha512, saltLength: 64),
            outcome: .valid),
        // What swift-crypto can't check.
        Row(
            keyOptions: rsa2048, digestOptions: pss("sha256", salt: "20"), algorithm: .rsaPSS(.sha256, saltLength: 20),
            outcome: .undecided("RSA-PSS with SHA-256 and 20 octets of salt can't be checked here")),
        // A salt other than the parameters say.
        Row(
            keyOptions: rsa2048, digestOptions: pss("sha256", salt: "20"), algorithm: .rsaPSS(.sha256, saltLength: 32),
            outcome: .invalid),
        Row(
            keyOptions: pss2048, digestOptions: pss("sha512", salt: "64"), algorithm: .rsaPSS(.sha512, saltLength: 64),
            outcome: .valid),
        Row(
            keyOptions: restricted, digestOptions: pss("sha256", salt: "32"), algorithm: .rsaPSS(.sha256, saltLength: 32),
            outcome: .valid),
        // RFC 4055 sections 1.2 and 3.3.
        Row(
            keyOptions: restricted, digestOptions: pss("sha256", salt: "32"), algorithm: .rsaPSS(.sha384, saltLength: 48),
            outcome: .keyMismatch("the key's RSA-PSS parameters do not allow RSA-PSS with SHA-384")),
        Row(
            keyOptions: pss2048, digestOptions: pss("sha256", salt: "32"), algorithm: .rsaPKCS1(.sha256),
            outcome: .keyMismatch("RSA with SHA-256 does not fit a key of type RSA-PSS")),
        Row(
            keyOptions: ["RSA", "-pkeyopt", "rsa_keygen_bits:1024"], digestOptions: ["-sha256"], algorithm: .rsaPKCS1(.sha256),
            outcome: .weak("RSA modulus of 1024 bits, fewer than 2048")),
        Row(
            keyOptions: ["EC", "-pkeyopt", "ec_paramgen_curve:P-521"], digestOptions: ["-sha384"], algorithm: .ecdsa(.sha384),
            outcome: .valid),
        Row(
            keyOptions: ["EC", "-pkeyopt", "ec_paramgen_curve:P-192"], digestOptions: ["-sha256"], algorithm: .ecdsa(.sha256),
            outcome: .weak("the curve P-192 is too small (CABF BR 6.1.5)")),
        Row(
            keyOptions: ["EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"], digestOptions: ["-sha256"], algorithm: .ecdsa(.sha256),
            outcome: .undecided("the curve secp256k1 can't be used here")),
    ]

    @Test("outcomes", arguments: rows)
    func outcome(row: Row) async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let message = Data("what was signed".utf8)
        let input = try files.write(message, to: "message")
        try await openssl(["genpkey", "-algorithm"] + row.keyOptions + ["-out", files.file("key")])
        try await openssl(["pkey", "-in", files.file("key"), "-pubout", "-outform", "DER", "-out", files.file("public")])
        try await openssl(["dgst"] + row.digestOptions + ["-sign", files.file("key"), "-out", files.file("signature"), input])
        let key = PublicKey(try Octets(Data(contentsOf: URL(fileURLWithPath: files.file("public"))))[...])
        let signature = try Octets(Data(contentsOf: URL(fileURLWithPath: files.file("signature"))))
        #expect(
            SignatureCheck.verify(signed: Octets(message)[...], signature: signature[...], algorithm: row.algorithm, key: key)
                == row.outcome)
        guard row.outcome == .valid else { return }
        for place in stride(from: 0, to: signature.count, by: 7) {
            var changed = signature
            changed[place] ^= 0x10
            let outcome = SignatureCheck.verify(
                signed: Octets(message)[...], signature: changed[...], algorithm: row.algorithm, key: key)
            #expect([.invalid, .notDER].contains(outcome))
        }
    }

    private func openssl(_ arguments: [String]) async throws {
        let run = try await Run.of([Tool.openssl.path] + arguments)
        try #require(run.exitCode == 0, "\(run.story)")
    }
}
