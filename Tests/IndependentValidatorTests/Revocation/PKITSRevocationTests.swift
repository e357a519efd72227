import Foundation
import ServerIdentity
import Testing
import TestKit

@testable import IndependentValidator

/// The lists of NIST's PKITS, and its tests about revocation with the path taken as given: whether the certificates
/// have a status, and which.
@Suite("PKITS revocation", .enabled(if: PKITSLists.directory != nil, "needs COUNTERSIGN_CORPORA"))
struct PKITSRevocationTests {
    @Test func `every list but the one with a malformed signature is decoded`() throws {
        let lists = try PKITSLists.load()
        // 4.4.4: this list's signature is bad in that its BIT STRING does not fill whole octets.
        for (name, list) in lists.crls where name != "BadCRLSignatureCACRL" {
            let der = try PKITSLists.octets(list)
            let decoded = try CertificateRevocationList(CRLDER(der, origin: name))
            #expect(decoded.origin == name)
            // UnknownCRLEntryExtensionCACRL and UnknownCRLExtensionCACRL.
            #expect(((decoded.forbidden ?? decoded.unreliable(strictly: true)) != nil) == name.hasPrefix("UnknownCRL"), "\(name)")
        }
        #expect(lists.crls.count == 173)
        let bad = try PKITSLists.octets(try #require(lists.crls["BadCRLSignatureCACRL"]))
        #expect(throws: CertificateDecodingError(field: "signatureValue", reason: "BIT STRING of no whole octets")) {
            _ = try CertificateRevocationList(CRLDER(bad))
        }
    }

    @Test func `every revocation test has the status that it expects`() throws {
        let lists = try PKITSLists.load()
        let instant = try #require(Instant(rfc3339: lists.validation_time))
        var judged = 0
        for test in lists.tests where test.isAboutRevocation {
            let anchor = try PKITSLists.decode(lists.trust_anchor)
            let path = try test.certificates.map { try lists.certificate($0) }
            let known = try [anchor] + path + test.extra_certificates.map { try lists.certificate($0) }
            let set = try CRLSet(
                test.crls.map { CRLDER(try PKITSLists.octets(try #require(lists.crls[$0])), origin: $0) }, source: test.id)
            let index = CRLIndex(set)
            var flaws: [String] = []
            for certificate in path {
                let status = CRLStatus.find(try certificate.asSubject, in: index, at: instant, isStrict: true) {
                    issuer, _ in
                    known.filter { $0.subject == issuer }.map(\.asSigner)
                }
                if status != .unrevoked { flaws.append("\(certificate.subject.text): \(status)") }
            }
            judged += 1
            #expect(flaws.isEmpty == (test.expected == "valid") || test.isAboutPaths, "\(test.id) \(test.name): \(flaws)")
        }
        #expect(judged == 76)
    }
}

/// The part of pkits.json.xz that these tests need.
struct PKITSLists: Decodable {
    static let directory = ProcessInfo.processInfo.environment["COUNTERSIGN_CORPORA"]

    struct Test: Decodable {
        let id: String
        let name: String
        let certificates: [String]
        let extra_certificates: [String]
        let crls: [String]
        let expected: String

        var isAboutRevocation: Bool {
            ["4.4.", "4.5.", "4.7.4", "4.7.5", "4.14.", "4.15."].contains { id.hasPrefix($0) }
        }

        /// 4.4.21: the certificate of the list's signer is itself revoked. 4.5.8: the path leads through a certificate
        /// that is no CA's.
        var isAboutPaths: Bool { ["4.4.21", "4.5.8"].contains(id) }
    }

    let validation_time: String
    let trust_anchor: String
    let certificates: [String: String]
    let crls: [String: String]
    let tests: [Test]

    static func load() throws -> PKITSLists {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Tool.xz.path)
        process.arguments = ["-dc", (directory ?? ".") + "/pkits.json.xz"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let json = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode(PKITSLists.self, from: json)
    }

    static func octets(_ base64: String) throws -> Octets {
        Octets(try #require(Data(base64Encoded: base64, options: .ignoreUnknownCharacters)))
    }

    func certificate(_ name: String) throws -> DecodedCertificate { try Self.decode(try #require(certificates[name])) }

    static func decode(_ base64: String) throws -> DecodedCertificate {
        try DecodedCertificate(try CertificateDER(try octets(base64)))
    }
}

extension DecodedCertificate {
    /// What revocation needs of the certificate in question.
    var asSubject: RevocationSubject {
        get throws {
            RevocationSubject(
                serialNumber: serialNumber[...], issuer: issuer, isCA: extensions.basicConstraints?.isCA ?? false,
                distributionPoints: try extensions[.crlDistributionPoints].map { try CRLDistributionPoints($0.value) })
        }
    }

    /// The certificate as one that was validated.
    var asSigner: StatusSigner {
        StatusSigner(
            subject: subject, subjectPublicKeyInfo: subjectPublicKeyInfo, key: PublicKey(subjectPublicKeyInfo[...]),
            subjectKeyIdentifier: subjectKeyIdentifier, maySignCRLs: extensions.keyUsage?.contains(.crlSigning) ?? true)
    }
}
