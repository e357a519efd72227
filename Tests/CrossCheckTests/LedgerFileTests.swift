import CrossCheck
import Foundation
import ServerIdentity
import Testing

@Suite("Ledger files")
struct LedgerFileTests {
    /// An entry as a file has it, member by member; what a row changes comes last.
    private static func entry(_ changes: [String: String] = [:], without missing: String? = nil) -> String {
        var members = [
            "id": #""mine""#, "accepters": #"["gnutls"]"#, "refusers": #"["swift"]"#, "versions": #"{"seen": "GnuTLS 3.7.9"}"#,
            "when": #"{"finding": ["weak_key"]}"#, "right": #""either""#, "rule": #""none""#, "summary": #""a key""#,
        ]
        members.merge(changes) { $1 }
        if let missing { members[missing] = nil }
        let order = ["id", "accepters", "refusers", "versions", "when", "right", "rule", "summary"]
        let names = order.filter { members[$0] != nil } + members.keys.filter { !order.contains($0) }.sorted()
        return "{\n" + names.map { "\"\($0)\": \(members[$0] ?? "")" }.joined(separator: ",\n") + "\n}"
    }

    private static func file(_ entries: String...) -> String {
        "{\"schema_version\": 1,\n\"entries\": [\n" + entries.joined(separator: ",\n") + "\n]}\n"
    }

    private static func read(_ text: String) throws(LedgerProblem) -> LedgerFile {
        try LedgerFile(Array(text.utf8), name: "mine.json")
    }

    // MARK: what is shipped

    @Test func `the shipped entries are read back as they are`() throws {
        let entries = Ledger.known.entries
        #expect(entries.count >= 36)
        let written = try JSONEncoder().encode(entries)
        #expect(try JSONDecoder().decode([KnownDifference].self, from: written) == entries)
        for entry in entries { #expect(Ledger(entries: [entry]).entries == [entry]) }
    }

    @Test func `no two shipped entries contradict each other, and none is a repetition`() throws {
        let members = try Ledger.known.entries.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        var ledger = Ledger(entries: [])
        let file = try Self.read("{\"schema_version\": 1, \"entries\": [\(members.joined(separator: ","))]}")
        #expect(try ledger.add(file).isEmpty)
    }

    // MARK: what is refused

    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        let line: Int
        let field: String
        let reason: String

        init(_ text: String, _ line: Int, _ field: String, _ reason: String) {
            (self.text, self.line, self.field, self.reason) = (text, line, field, reason)
        }

        var testDescription: String { "\(line), \(field): \(reason)" }
    }

    private static func when(_ condition: String) -> String { file(entry(["when": condition])) }

    private static let rows: [Row] = [
        // JSON
        Row("", 1, "", "the text ends where a value should begin"),
        Row("{\n\"entries\": [\n", 3, "entries.0", "the text ends where a value should begin"),
        Row("{\"schema_version\": 1,\n\"entries\": []}\n\nx", 4, "", "something follows after the end"),
        Row("{\"schema_version\": 1,\n\"entries\": [],\n\"entries\": []}", 3, "entries", "a second member of this name"),
        Row("{\"schema_version\": 1\n\"entries\": []}", 2, "", "neither ',' nor '}' follows"),
        Row("{\"schema_version\": 1,\n\"entries\": [\"a\nb\"]}", 2, "entries.0", "a string with a control character"),
        Row("[1, 2\n]", 1, "", "Expected to decode"),
        Row("{\"schema_version\": 01, \"entries\": []}", 1, "", ""),
        // The file
        Row("{\"entries\": []}", 1, "schema_version", "it is missing"),
        Row("{\"schema_version\": 1}", 1, "entries", "it is missing"),
        Row("{\n\"schema_version\": 2, \"entries\": []}", 2, "schema_version", "version 2; this program reads 1"),
        Row("{\"schema_version\": 1,\n\"entry\": [],\n\"entries\": []}", 2, "entry", "a member that is not known"),
        // An entry begins on line 3; its id stands on line 4.
        Row(file("{}"), 3, "entries.0.id", "it is missing"),
        Row(file("\n7"), 4, "entries.0", "Expected to decode"),
        Row(file(entry(["id": #""My entry""#])), 4, "entries.0.id", "'My entry' is no id"),
        Row(file(entry(), entry()), 14, "entries.1.id", "'mine' is the id of an earlier entry of this file"),
        Row(file(entry(["accepters": "[]"])), 5, "entries.0.accepters", "an empty list"),
        Row(file(entry(["accepters": "[\n\"gnutls\",\n\"Gnu TLS\"]"])), 7, "entries.0.accepters.1", "'Gnu TLS' is no engine's id"),
        Row(file(entry(["accepters": #""gnutls""#])), 5, "entries.0.accepters", "Expected to decode"),
        Row(file(entry(["refusers": #"["gnutls"]"#])), 6, "entries.0.refusers", "'gnutls' accepts and refuses at once"),
        Row(file(entry(["right": #""me""#])), 9, "entries.0.right", "'me' is none of accepter, refuser, either"),
        Row(file(entry(without: "rule")), 3, "entries.0.rule", "it is missing"),
        Row(file(entry(["summary": #""""#])), 11, "entries.0.summary", "it is empty"),
        Row(file(entry(["summary": #""a\nb""#])), 11, "entries.0.summary", "a line break or another control character"),
        Row(file(entry(["summary": "\"\(String(repeating: "a", count: 501))\""])), 11, "entries.0.summary", "more than 500"),
        Row(file(entry(["sumary": "1"])), 12, "entries.0.sumary", "a member that is not known"),
        // Versions
        Row(
            file(entry(["versions": #"{"seen": "a", "only": {"gnutls": {}}}"#])), 7, "entries.0.versions.only.gnutls.from",
            "neither"),
        Row(
            file(entry(["versions": #"{"seen": "a", "only": {"gnutls": {"from": "3.x"}}}"#])), 7,
            "entries.0.versions.only.gnutls.from", "'3.x' is no version"),
        Row(file(entry(["versions": #"{"seen": "a", "only": {"G": {"from": "3"}}}"#])), 7, "entries.0.versions.only", "'G' is no"),
        // Conditions
        Row(when("{}"), 8, "entries.0.when", "a condition has exactly one member, not 0"),
        Row(when(#"{"finding": ["expired"], "cause": ["dsa_key"]}"#), 8, "entries.0.when", "exactly one member, not 2"),
        Row(when(#"{"findings": ["expired"]}"#), 8, "entries.0.when.findings", "a member that is not known"),
        Row(when(#"{"finding": ["weak_kee"]}"#), 8, "entries.0.when.finding.0", "'weak_kee' is none of expired, "),
        Row(when("{\"all\": [\n{\"cause\": [\n\"dsa_keys\"]}]}"), 10, "entries.0.when.all.0.cause.0", "'dsa_keys' is no cause"),
        Row(when(#"{"any": []}"#), 8, "entries.0.when.any", "an empty list"),
        Row(when(#"{"same_finding": false}"#), 8, "entries.0.when.same_finding", "true is all that can be said"),
        Row(when(#"{"depth": {"from": 2, "to": 1}}"#), 8, "entries.0.when.depth.from", "no depth"),
        Row(when(#"{"name": {"among": "dns_names"}}"#), 8, "entries.0.when.name.having", "it is missing"),
        Row(when(#"{"name": {"among": "all", "having": ["equal_text"]}}"#), 8, "entries.0.when.name.among", "'all' is none of"),
        Row(when(nested(40)), 8, "entries.0.when" + String(repeating: ".not", count: 29), "nested too deep"),
    ]

    private static func nested(_ depth: Int) -> String {
        String(repeating: "{\"not\": ", count: depth) + #"{"finding": ["expired"]}"# + String(repeating: "}", count: depth)
    }

    @Test("what is bad is named by line and field", arguments: rows)
    func refused(row: Row) throws {
        let problem = #expect(throws: LedgerProblem.self) { try Self.read(row.text) }
        #expect(problem?.file == "mine.json")
        #expect(problem?.line == row.line, "\(problem.map(String.init(describing:)) ?? "")")
        #expect(problem?.field == row.field)
        #expect(problem?.reason.contains(row.reason) ?? false || row.reason.isEmpty, "\(problem?.reason ?? "")")
    }

    @Test func `the limits hold`() throws {
        let octets = [UInt8](repeating: UInt8(ascii: " "), count: LedgerFile.maximumOctets + 1)
        #expect(throws: LedgerProblem.self) { try LedgerFile(octets, name: "big.json") }
        let entries = (0...LedgerFile.maximumEntries).map { Self.entry(["id": "\"e\($0)\""]) }
        let tooMany = "{\"schema_version\": 1, \"entries\": [\(entries.joined(separator: ","))]}"
        let problem = #expect(throws: LedgerProblem.self) { try Self.read(tooMany) }
        #expect(problem?.reason == "more than 1000 entries")
        let full = "{\"schema_version\": 1, \"entries\": [\(entries.dropLast().joined(separator: ","))]}"
        var ledger = Ledger.known
        _ = try ledger.add(try Self.read(full))
        let more = #expect(throws: LedgerProblem.self) { _ = try ledger.add(try Self.read(Self.file(Self.entry()))) }
        #expect(more?.reason == "more than 1000 entries in all files")
        let deep = #expect(throws: LedgerProblem.self) { try Self.read(String(repeating: "[", count: 100_000)) }
        #expect(deep?.reason == "nested too deep")
    }

    /// What is damaged somewhere is read or refused, and named on a line that there is.
    @Test func `a file with a damaged octet is never the end of the program`() throws {
        let entries = try Ledger.known.entries.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        let text = "{\n\"schema_version\": 1,\n\"entries\": [\n\(entries.joined(separator: ",\n"))\n]}"
        let octets = Array(text.utf8)
        let lines = text.utf8.count { $0 == 0x0A } + 1
        var refused = 0
        for place in stride(from: 0, to: octets.count, by: 37) {
            for octet in [UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "{"), 0xFF] {
                var changed = octets
                changed[place] = octet
                do { _ = try LedgerFile(changed, name: "mine.json") } catch {
                    refused += 1
                    #expect((1...lines).contains(error.line) && !error.reason.isEmpty)
                }
            }
            #expect(throws: LedgerProblem.self) { try LedgerFile(Array(octets[..<place]), name: "mine.json") }
        }
        #expect(refused > 1_000)
    }

    // MARK: what is added

    private static func weakKey(acceptedBy accepter: String = "gnutls", version: String = "3.7.9") throws -> DifferenceCase {
        DifferenceCase(
            question: try Fixture.question(), accepter: EngineIdentity(id: accepter, version: version), notes: [],
            refuser: EngineIdentity(id: "swift", version: "1"),
            finding: Finding(.other(.weakKey, .shortModulus, detail: "x"), depth: 0))
    }

    @Test func `shipped entries are tried first, and records say where an entry stands`() throws {
        var ledger = Ledger.known
        #expect(ledger.entry(for: try Self.weakKey()) == nil)
        #expect(try ledger.add(try Self.read(Self.file(Self.entry()))).isEmpty)
        let added = ledger.explanation(of: try Self.weakKey())
        #expect(added?.entry.id == "mine")
        #expect(added?.source == .file("mine.json"))
        let dsa = DifferenceCase(
            question: try Fixture.question(), accepter: EngineIdentity(id: "gnutls", version: "3.7.9"), notes: [],
            refuser: EngineIdentity(id: "swift", version: "1"),
            finding: Finding(.other(.weakKey, .dsaKey, detail: "x"), depth: 0))
        #expect(ledger.explanation(of: dsa)?.source == .shipped)
        #expect(LedgerSource.file("shipped").text == "./shipped")
        let engines = [
            FakeEngine("gnutls", Fixture.gnutlsScope, .accepted(path: [])),
            FakeEngine(
                "swift", Fixture.gnutlsScope,
                .refused([Finding(.other(.weakKey, .shortModulus, detail: "x"), depth: 0)])),
        ]
        let agreement = CrossCheck(engines: engines, ledger: ledger).examine(try Fixture.question()).agreement
        #expect(agreement.ledgerID == "mine")
        #expect(agreement.ledgerSource == .file("mine.json"))
        #expect(CrossCheck(engines: engines).examine(try Fixture.question()).agreement.class == .unexplained)
    }

    @Test func `an id that is taken is an error, another opinion a warning`() throws {
        var ledger = Ledger.known
        let taken = #expect(throws: LedgerProblem.self) {
            _ = try ledger.add(try Self.read(Self.file(Self.entry(["id": #""dsa-key""#]))))
        }
        #expect(taken?.description == "mine.json:3: field 'entries.0.id': 'dsa-key' is the id of an entry already (shipped)")
        let opposite = Self.entry([
            "accepters": #"["openssl", "gnutls"]"#, "when": #"{"all": [{"cause": ["dsa_key"]}, {"finding": ["weak_key"]}]}"#,
            "right": #""accepter""#,
        ])
        let contradictions = try ledger.add(try Self.read(Self.file(opposite)))
        #expect(contradictions.map(\.other) == ["dsa-key"])
        #expect(
            contradictions.first?.description
                == "mine.json:3: 'mine' has the engines and the condition of 'dsa-key' (shipped), which says that another one is right and is tried first"
        )
    }

    @Test(
        "versions",
        arguments: [
            (#"{"from": "3.7", "before": "3.8"}"#, "3.7.9", true), (#"{"from": "3.7", "before": "3.8"}"#, "3.8.0", false),
            (#"{"from": "3.7.9"}"#, "3.7.10", true), (#"{"from": "3.7.9"}"#, "3.7.8", false), (#"{"before": "4"}"#, "3.99", true),
            (#"{"before": "3.7"}"#, "3.7.0", false), (#"{"from": "3.7"}"#, "3.7.9-2+deb12u7", true),
            (#"{"from": "3.7"}"#, "unknown", false), (#"{"from": "3.7"}"#, "", false),
        ])
    func versions(range: String, version: String, holds: Bool) throws {
        let file = try Self.read(
            Self.file(Self.entry(["versions": "{\"seen\": \"a\", \"only\": {\"gnutls\": \(range)}}"])))
        let ledger = Ledger(entries: file.entries)
        #expect((ledger.entry(for: try Self.weakKey(version: version)) != nil) == holds)
    }

    // MARK: the schema

    @Test func `its enumerations are those of the code`() throws {
        let schema = try #require(
            try JSONSerialization.jsonObject(with: Data(LedgerSchema.text.utf8)) as? [String: Any])
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        #expect(definitions["cause"]?["enum"] as? [String] == Cause.known.keys.map(\.rawValue).sorted())
        let predicates = try #require(definitions["condition"]?["properties"] as? [String: [String: Any]])
        func words(_ name: String) -> [String]? { (predicates[name]?["items"] as? [String: Any])?["enum"] as? [String] }
        #expect(words("finding") == FindingID.allCases.map(\.rawValue))
        #expect(words("origin") == Origin.allCases.map(\.rawValue))
        #expect(words("certificate") == DifferenceCondition.CertificateRole.allCases.map(\.rawValue))
        #expect(words("evidence") == DifferenceCondition.EvidenceKind.allCases.map(\.rawValue))
        #expect(words("name_place") == NameConstraintBreach.Place.allCases.map(\.rawValue))
        #expect(words("instant") == DifferenceCondition.ValidityEnd.allCases.map(\.rawValue))
        #expect(words("policy") == DifferenceCondition.PolicyFeature.allCases.map(\.rawValue))
        #expect(words("enforces") == ProfileRule.allCases.map(\.rawValue))
        #expect(words("question") == DifferenceCondition.QuestionFeature.allCases.map(\.rawValue))
        #expect(words("reference") == DifferenceCondition.ReferenceFeature.allCases.map(\.rawValue))
        #expect(words("presents") == DifferenceCondition.PresentedKinds.allCases.map(\.rawValue))
        let name = try #require(predicates["name"]?["properties"] as? [String: [String: Any]])
        #expect(name["among"]?["enum"] as? [String] == DifferenceCondition.NameCondition.Names.allCases.map(\.rawValue))
        let having = (name["having"]?["items"] as? [String: Any])?["enum"] as? [String]
        #expect(having == DifferenceCondition.NameFeature.allCases.map(\.rawValue))
    }

    /// One of each predicate: what is written is what is read.
    @Test func `every predicate is read and written`() throws {
        let predicates = [
            #"{"not":{"finding":["expired"]}}"#, #"{"any":[{"origin":["adapter"]}]}"#, #"{"certificate":["anchor","none"]}"#,
            #"{"depth":{"from":1}}"#, #"{"depth":{"from":1,"to":3}}"#, #"{"evidence":["distrusted"]}"#,
            #"{"name_place":["excluded"]}"#, #"{"instant":["not_before"]}"#, #"{"native_code":["A","B"]}"#,
            #"{"note":{"same_finding":true}}"#, #"{"accepter":["gnutls"]}"#, #"{"refuser":["swift"]}"#,
            #"{"policy":["limits_intermediates"]}"#, #"{"enforces":["version_3"]}"#, #"{"question":["crls"]}"#,
            #"{"reference":["trailing_dot"]}"#, #"{"presents":["dns_names"]}"#, #"{"cause":["dsa_key","version_3"]}"#,
            #"{"name":{"among":"compared","having":["equal_text","taken_for_match"]}}"#,
        ]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        for text in predicates {
            let condition = try JSONDecoder().decode(DifferenceCondition.self, from: Data(text.utf8))
            #expect(String(decoding: try encoder.encode(condition), as: UTF8.self) == text)
        }
    }
}

@Suite("Causes of findings")
struct CauseTests {
    @Test func `each known cause is in snake_case and names its section`() {
        #expect(Cause.known.count >= ProfileRule.allCases.count + 60)
        for (cause, section) in Cause.known {
            #expect(cause.rawValue.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil, "\(cause.rawValue)")
            #expect(["RFC ", "CABF ", "FIPS ", "NIST "].contains { section.hasPrefix($0) }, "\(cause.rawValue): \(section)")
        }
    }
}
