import Foundation
import ServerIdentity
import Testing
import TestKit

@testable import IndependentValidator

/// Lists and responses of a program that is not ours, made while the test runs.
@Suite("Revocation by openssl", .needs(.openssl))
struct OpenSSLRevocationTests {
    @Test func `a list of openssl ca`() async throws {
        let authority = try await Authority()
        defer { authority.files.remove() }
        try await authority.openssl("ca", "-config", "ca.cnf", "-gencrl", "-out", "crl.pem")
        try await authority.openssl("crl", "-in", "crl.pem", "-outform", "DER", "-out", "crl.der")
        let octets = try authority.octets("crl.der")
        let list = try CertificateRevocationList(CRLDER(octets))
        #expect(list.number?.small == 0x1000)
        #expect(list.entries.count == 2)
        #expect(list.remarks.isEmpty)
        let index = CRLIndex(CRLSet([CRLDER(octets)], source: "test"))
        let signer = try authority.signer()
        func status(_ serial: UInt8) throws -> RevocationStatus {
            CRLStatus.find(try authority.subject(serial), in: index, at: list.thisUpdate, isStrict: true) { name, standing in
                name == signer.subject && standing == .inPath ? [signer] : []
            }
        }
        #expect(try status(5) == .unrevoked)
        #expect(try status(6) == .revoked(at: Asking.instant("2026-01-01T00:00:00Z"), reason: .keyCompromise, weakness: nil))
        #expect(try status(7) == .revoked(at: Asking.instant("2026-01-02T00:00:00Z"), reason: nil, weakness: nil))

        // Each octet of the list is signed, or is the signature, or its length or algorithm.
        for place in stride(from: 4, to: octets.count, by: 11) {
            var changed = octets
            changed[place] ^= 0x01
            let index = CRLIndex(CRLSet([CRLDER(changed)], source: "test"))
            let status = CRLStatus.find(
                try authority.subject(5), in: index, at: list.thisUpdate, isStrict: false
            ) { _, _ in [signer] }
            guard case .undetermined = status else {
                Issue.record("octet \(place): \(status)")
                continue
            }
        }
    }

    @Test("a response of openssl ocsp", arguments: ["ca", "responder"]) func response(signer: String) async throws {
        let authority = try await Authority()
        defer { authority.files.remove() }
        try await authority.makeResponder()
        try await authority.openssl(
            "ocsp", "-index", "index.txt", "-rsigner", "\(signer).pem", "-rkey", "\(signer).key", "-CA", "ca.pem", "-issuer",
            "ca.pem",
            "-serial", "5", "-serial", "6", "-serial", "9", "-respout", "response.der", "-ndays", "3", "-no_nonce", "-noverify")
        let octets = try authority.octets("response.der")
        guard case .response(let decoded) = try OCSPResponse.decode(octets[...]) else {
            Issue.record("a failure")
            return
        }
        let instant = try #require(decoded.singles.first?.thisUpdate)
        func judgement(_ serial: UInt8) throws -> StapleJudgement {
            StapleCheck.judge(
                octets[...], about: try authority.subject(serial), issuer: try authority.signer(), at: instant,
                program: try StapleCheckTests.nothingDistrusted())
        }
        #expect(try judgement(5).outcome == .good)
        #expect(
            try judgement(5).notes == (signer == "ca" ? [] : ["the responder's own certificate was not checked for revocation"]))
        #expect(try judgement(6).outcome == .revoked(at: Asking.instant("2026-01-01T00:00:00Z"), reason: .keyCompromise))
        #expect(try judgement(9).outcome == .undetermined("the responder does not know the certificate"))
        #expect(try judgement(10).outcome == .invalid("the response is about other certificates"))
    }
}

/// A CA of openssl's: number 5 is good, 6 and 7 are revoked.
private struct Authority {
    let files: TemporaryDirectory

    init() async throws {
        files = try TemporaryDirectory()
        try files.write(
            """
            [ca]
            default_ca = authority
            [authority]
            database = index.txt
            crlnumber = crlnumber
            new_certs_dir = .
            certificate = ca.pem
            private_key = ca.key
            default_md = sha256
            default_crl_days = 30
            crl_extensions = list
            policy = any
            [any]
            commonName = supplied
            [list]
            authorityKeyIdentifier = keyid
            """, to: "ca.cnf")
        try files.write("1000\n", to: "crlnumber")
        try files.write(
            """
            V\t361231235959Z\t\t05\tunknown\t/CN=five
            R\t361231235959Z\t260101000000Z,keyCompromise\t06\tunknown\t/CN=six
            R\t361231235959Z\t260102000000Z\t07\tunknown\t/CN=seven

            """, to: "index.txt")
        try await openssl(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/O=Test/CN=CA",
            "-days",
            "30")
        try await openssl("x509", "-in", "ca.pem", "-outform", "DER", "-out", "ca.der")
    }

    func makeResponder() async throws {
        try files.write("extendedKeyUsage = OCSPSigning\nkeyUsage = critical,digitalSignature\n", to: "responder.cnf")
        try await openssl(
            "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "responder.key", "-out", "responder.csr", "-subj", "/CN=Responder")
        try await openssl(
            "x509", "-req", "-in", "responder.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile",
            "responder.cnf",
            "-days", "30", "-out", "responder.pem")
    }

    func openssl(_ arguments: String...) async throws {
        let run = try await Run.of([Tool.openssl.path] + arguments, in: files.path)
        try #require(run.exitCode == 0, "\(run.story)")
    }

    func octets(_ file: String) throws -> Octets { try Octets(Data(contentsOf: URL(fileURLWithPath: files.file(file)))) }

    func signer() throws -> StatusSigner {
        try DecodedCertificate(try CertificateDER(try octets("ca.der"))).asSigner
    }

    func subject(_ serial: UInt8) throws -> RevocationSubject {
        RevocationSubject(
            serialNumber: [serial], issuer: try signer().subject, isCA: false, distributionPoints: nil)
    }
}
