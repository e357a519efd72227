import Foundation
import ServerIdentity
import TestKit
import Testing

@testable import IndependentValidator

/// The lists of NIST's PKITS, and its tests about revocation with the path taken as given: whether the certificates have a status, and which.
@Suite("PKITS revocation", .enabled(if: PKITSLists.directory != nil, "needs COUNTERSIGN_CORPORA"))
struct PKITSRevocationTests {
    @Test func `every list is decoded`() throws {
        let lists = try PKITSLists.load()
        for (name, list) in lists.crls {
            let der = try PKITSLists.octets(list)
            let decoded = try CertificateRevocationList(CRLDER(der, origin: name))
            #expect(decoded.origin == name)
            // UnknownCRLEntryExtensionCACRL and UnknownCRLExtensionCACRL.
            #expect((decoded.unusable(strictly: true) != nil) == name.hasPrefix("UnknownCRL"), "\(name)")
        }
        #expect(lists.crls.count == 173)
    }

    @Test func `every revocation test has the status that it expects`() throws {
        let lists = try PKITSLists.load()
        let instant = try #require(Instant(rfc3339: lists.validation_time))
        var judged = 0
        for test in lists.tests where test.isAboutRevocation {
            let anchor = try PKITSCertificate(try PKITSLists.octets(lists.trust_anchor))
            let path = try test.certificates.map { try lists.certificate($0) }
            let known = try [anchor] + path + test.extra_certificates.map { try lists.certificate($0) }
            let set = try CRLSet(
                test.crls.map { CRLDER(try PKITSLists.octets(try #require(lists.crls[$0])), origin: $0) }, source: test.id)
            let index = CRLIndex(set)
            var flaws: [String] = []
            for certificate in path {
                let status = ListedStatus.find(try certificate.subject, in: index, at: instant, isStrict: true) { issuer, _ in
                    known.filter { $0.decoded.subject == issuer }.map(\.signer)
                }
                if status != .unrevoked { flaws.append("\(certificate.decoded.subject.text): \(status)") }
            }
            judged += 1
            #expect(flaws.isEmpty == (test.expected == "valid") || test.isAboutPaths, "\(test.id) \(test.name): \(flaws)")
        }
        #expect(judged == 81)
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

        /// 4.4.21: the certificate of the list's signer is itself revoked. 4.5.8: the path leads through a certificate that is no CA's.
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

    func certificate(_ name: String) throws -> PKITSCertificate {
        try PKITSCertificate(try Self.octets(try #require(certificates[name])))
    }
}

/// A certificate with what revocation needs of it.
struct PKITSCertificate {
    let decoded: DecodedCertificate
    private let extensions: StatusExtensions

    init(_ octets: Octets) throws {
        decoded = try DecodedCertificate(try CertificateDER(octets))
        extensions = try ResponderCertificate(octets[...]).extensions
    }

    var subject: RevocationSubject {
        get throws {
            let points = try extensions[OID(2, 5, 29, 31)].map { try CRLDistributionPoints($0.value) }
            // cA TRUE is the only BasicConstraints with a BOOLEAN.
            let constraints = extensions[OID(2, 5, 29, 19)]?.value.contains(0xFF) ?? false
            return RevocationSubject(
                serialNumber: decoded.serialNumber[...], issuer: decoded.issuer, isAuthority: constraints,
                distributionPoints: points)
        }
    }

    var signer: StatusSigner {
        // cRLSign is bit 6 of the first octet.
        let maySign = extensions[OID(2, 5, 29, 15)].map { $0.value.dropFirst(3).first ?? 0 }.map { $0 & 0x02 != 0 } ?? true
        return StatusSigner(
            subject: decoded.subject, subjectPublicKeyInfo: decoded.subjectPublicKeyInfo,
            key: PublicKey(decoded.subjectPublicKeyInfo[...]), subjectKeyIdentifier: decoded.subjectKeyIdentifier,
            maySignLists: maySign)
    }
}
