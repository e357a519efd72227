import Foundation
import IndependentValidator
import RootPrograms
import ServerIdentity
import Testing
import TestKit

/// Mozilla's own lists in the corpora, read by us, and once more by the simplest way there is.
@Suite(
    "Mozilla's lists", .enabled(if: Limbo.directory != nil || Tool.isRequired, "skipped: COUNTERSIGN_CORPORA is not set"),
    .needs(.xz))
struct MozillaListTests {
    /// When mk-ca-bundle was run: it leaves expired roots out.
    private static let instant = Instant(rfc3339: "2026-11-24T00:00:00Z")

    private static func text(_ year: Int) throws -> [UInt8] { [UInt8](try Corpus.unpacked("certdata/certdata-\(year).txt.xz")) }
    private static func list(_ year: Int) throws -> RootList {
        RootList(certdata: try text(year), source: "certdata-\(year).txt", decode: DescribedCertificate.init(decoding:))
    }

    private struct Expected: Decodable {
        let count: Int
        let sha256: [String]
    }

    @Test("the roots for servers are those that mk-ca-bundle selects", arguments: [2023, 2026])
    func selection(year: Int) throws {
        let file = URL(fileURLWithPath: "\(Limbo.directory ?? ".")/certdata/expected-\(year).json")
        let expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: file))
        let instant = try #require(Self.instant)
        let list = try Self.list(year)
        let chosen = list.selected(for: .server).filter { $0.certificate.facts.validity.notAfter >= instant }
        #expect(list.problems.isEmpty && chosen.count == expected.count)
        #expect(Set(chosen.map { hexadecimal($0.sha256) }) == Set(expected.sha256))
    }

    @Test("the sidecar's dates, trust and distrust are those of a second, simpler reading", arguments: [2023, 2026])
    func secondReading(year: Int) throws {
        let sidecar = try JSON(parsing: RootsSidecar(try Self.list(year)).text)
        let (roots, distrusted) = (sidecar["roots"].elements, sidecar["distrusted"].elements)
        let entries = SecondReading.entries(String(decoding: try Self.text(year), as: UTF8.self))
        #expect(entries.count == roots.count + distrusted.count && entries.count > 100)
        for entry in entries {
            if entry.server == "NOT_TRUSTED" {
                let found = distrusted.filter { $0["label"].text == entry.label }
                #expect(found.count == 1, "\(entry)")
                let written = try #require(found.first)
                // The comments of the oldest entries have no SHA-256.
                #expect(
                    written["sha256"].text != nil && (entry.sha256.isEmpty || written["sha256"].text == entry.sha256), "\(entry)")
                #expect(written["issuer_der"].text == Data(entry.issuer).base64EncodedString(), "\(entry)")
                #expect(written["serial"].text == hexadecimal(entry.serial.dropFirst(2)), "\(entry)")
                expectTrust(written, entry)
                continue
            }
            let written = try #require(roots.first { $0["sha256"].text == entry.sha256 }, "\(entry)")
            #expect(written["label"].text == entry.label, "\(entry)")
            expectTrust(written, entry)
            #expect(
                written["server_distrust_after"].text == entry.serverDate
                    && written["email_distrust_after"].text == entry.emailDate,
                "\(entry)")
        }
    }

    private func expectTrust(_ written: JSON, _ entry: SecondReading.Entry) {
        for (purpose, word) in [("server", entry.server), ("email", entry.email), ("code", entry.code)] {
            #expect(written["trust"][purpose].text == SecondReading.level(word), "\(purpose): \(entry)")
        }
    }

    @Test func `from 2023 to 2026 every change is named`() throws {
        let old = SecondReading.entries(String(decoding: try Self.text(2023), as: UTF8.self))
        let new = SecondReading.entries(String(decoding: try Self.text(2026), as: UTF8.self))
        let difference = RootListDifference(from: try Self.list(2023), to: try Self.list(2026))
        let (before, after) = (old.filter(\.isRoot), new.filter(\.isRoot))
        let known = Dictionary(uniqueKeysWithValues: before.map { ($0.sha256, $0) })
        #expect(Set(difference.added.map { hexadecimal($0.sha256) }) == Set(after.map(\.sha256)).subtracting(before.map(\.sha256)))
        #expect(
            Set(difference.removed.map { hexadecimal($0.sha256) }) == Set(before.map(\.sha256)).subtracting(after.map(\.sha256)))
        let changed = after.filter { entry in known[entry.sha256].map { $0 != entry } ?? false }
        #expect(Set(difference.changed.map { hexadecimal($0.new.sha256) }) == Set(changed.map(\.sha256)) && !changed.isEmpty)
        #expect(difference.noLongerDistrusted.count == old.count { !$0.isRoot } && difference.newlyDistrusted.isEmpty)
        #expect(difference.serverRoots.old == before.count { $0.server == "TRUSTED_DELEGATOR" })
        #expect(difference.serverRoots.new == after.count { $0.server == "TRUSTED_DELEGATOR" })
    }
}

/// A reading by the comments and by lines alone, as a shell script would do it.
private enum SecondReading {
    struct Entry: Hashable {
        var label = ""
        var sha256 = ""
        var server = ""
        var email = ""
        var code = ""
        var issuer: [UInt8] = []
        /// With tag and length.
        var serial: [UInt8] = []
        var serverDate: String?
        var emailDate: String?

        var isRoot: Bool { server != "NOT_TRUSTED" }
    }

    /// From one comment `# Certificate "…"` to the next; the fingerprint is the comment's.
    static func entries(_ text: String) -> [Entry] {
        text.components(separatedBy: "\n# Certificate \"").dropFirst().map { part in
            var entry = Entry()
            var lines = part.split(separator: "\n").map(String.init)
            entry.label = String(lines.removeFirst().dropLast())
            for (index, line) in lines.enumerated() {
                if line.hasPrefix("# Fingerprint (SHA-256): ") {
                    entry.sha256 = String(line.dropFirst(25)).replacing(":", with: "").lowercased()
                } else if line.hasPrefix("CKA_TRUST_SERVER_AUTH CK_TRUST CKT_NSS_") {
                    entry.server = String(line.dropFirst(39))
                } else if line.hasPrefix("CKA_TRUST_EMAIL_PROTECTION CK_TRUST CKT_NSS_") {
                    entry.email = String(line.dropFirst(44))
                } else if line.hasPrefix("CKA_TRUST_CODE_SIGNING CK_TRUST CKT_NSS_") {
                    entry.code = String(line.dropFirst(40))
                } else if line == "CKA_ISSUER MULTILINE_OCTAL" {
                    entry.issuer = octets(lines[(index + 1)...].prefix { $0 != "END" }.joined())
                } else if line == "CKA_SERIAL_NUMBER MULTILINE_OCTAL" {
                    entry.serial = octets(lines[(index + 1)...].prefix { $0 != "END" }.joined())
                } else if line == "CKA_NSS_SERVER_DISTRUST_AFTER MULTILINE_OCTAL" {
                    entry.serverDate = date(lines[index + 1])
                } else if line == "CKA_NSS_EMAIL_DISTRUST_AFTER MULTILINE_OCTAL" {
                    entry.emailDate = date(lines[index + 1])
                }
            }
            return entry
        }
    }

    private static func octets(_ octal: String) -> [UInt8] { octal.split(separator: "\\").compactMap { UInt8($0, radix: 8) } }

    /// `\062\064…` to `2024-…`: each octal number is the code of a digit.
    private static func date(_ octal: String) -> String {
        let digits = octets(octal).map { Character(Unicode.Scalar($0)) }
        let text = String(digits)
        let pairs = stride(from: 0, to: 12, by: 2).map { String(Array(text)[$0..<$0 + 2]) }
        return "20\(pairs[0])-\(pairs[1])-\(pairs[2])T\(pairs[3]):\(pairs[4]):\(pairs[5])Z"
    }

    /// The sidecar's word for NSS's.
    static func level(_ word: String) -> String { word == "MUST_VERIFY_TRUST" ? "must_verify" : word.lowercased() }
}
