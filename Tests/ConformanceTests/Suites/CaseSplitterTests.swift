import Conformance
import Testing

@Suite("Cutting cases out of a suite's JSON (RFC 8259)")
struct CaseSplitterTests {
    /// The cases of a text that arrives in chunks of so many octets.
    private func split(
        _ text: String, chunk: Int = .max, limits: SplitterLimits = SplitterLimits()
    ) throws(SuiteFileError) -> [SuitePart] {
        var splitter = CaseSplitter(limits: limits)
        var parts: [SuitePart] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            try splitter.take(Array(rest.prefix(chunk)))
            rest = rest.dropFirst(chunk)
            while let part = splitter.next() { parts.append(part) }
        }
        try splitter.finish()
        return parts
    }

    private func texts(_ parts: [SuitePart]) -> [String] {
        parts.map { part in
            switch part.content {
            case .success(let octets): String(decoding: octets, as: UTF8.self)
            case .failure(let problem): "problem: \(problem)"
            }
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        let cases: [String]
        init(_ text: String, _ cases: [String]) {
            self.text = text
            self.cases = cases
        }
        var testDescription: String { text }
    }

    @Test(
        "gives every case as it stands, however the octets arrive",
        arguments: [
            Row(#"{"testcases":[]}"#, []),
            Row(#" { "version" : 1 , "testcases" : [ {"a":1} , {"b":[2]} ] } "#, [#"{"a":1}"#, #"{"b":[2]}"#]),
            Row(
                #"{"testcases":[{"a":"]}\"\\"},[],"x,]\\",12,-1.5e3,true,null]}"#,
                [
                    #"{"a":"]}\"\\"}"#, "[]", #""x,]\\""#, "12", "-1.5e3", "true", "null",
                ]),
            Row(#"{"testcases":[1 ,2 ],"after":{"testcases":[3]}}"#, ["1", "2"]),
            Row(#"{"before":{"testcases":[3]},"also":"testcases","testcases":[1]}"#, ["1"]),
            Row("{\"testcases\":[\n\t{\"a\":\"\u{20AC}\"}\r\n]}\n", ["{\"a\":\"\u{20AC}\"}"]),
            // Whether a case is JSON is for its decoder to say.
            Row(#"{"testcases":[{"a" 1,,},{}]}"#, [#"{"a" 1,,}"#, "{}"]),
        ])
    func gives(row: Row) throws {
        for chunk in [1, 2, 3, 7, 1_000] {
            let parts = try split(row.text, chunk: chunk)
            #expect(texts(parts) == row.cases, "in chunks of \(chunk)")
            #expect(parts.map(\.index) == Array(0..<row.cases.count))
            for part in parts {
                guard case .success(let octets) = part.content else { continue }
                #expect(Array(row.text.utf8)[part.offset...].starts(with: octets))
            }
        }
    }

    @Test(
        "is no suite",
        arguments: [
            Row("", ["the file is empty (octet 0)"]),
            Row("  \n", ["the file is empty (octet 3)"]),
            Row("[]", ["'[' is not expected here (octet 0)"]),
            Row("\u{FEFF}{}", ["octet 239 is not expected here (octet 0)"]),
            Row("{}", ["there is no member 'testcases' (octet 2)"]),
            Row(#"{"testcases":{}}"#, ["'testcases' is no array (octet 13)"]),
            Row(#"{"testcases":[1"#, ["the file ends inside case 0 (octet 15)"]),
            Row(#"{"testcases":[1,"#, ["the file ends after 1 cases, before its object does (octet 16)"]),
            Row(#"{"testcases":[1,]}"#, ["']' is not expected here (octet 16)"]),
            Row(#"{"testcases":[1]"#, ["the file ends after 1 cases, before its object does (octet 16)"]),
            Row(#"{"testcases":[1]}{"#, ["'{' is not expected here (octet 17)"]),
            Row(#"{"testcases":[1],"testcases":[2]}"#, ["a second member 'testcases' (octet 29)"]),
            Row(#"{"testcases":[{"a":[}]}"#, ["brackets that do not match (octet 20)"]),
            Row(#"{"test\u0063ases":[]}"#, ["a backslash in a member's name (octet 6)"]),
            Row(#"{"a" 1}"#, ["'1' is not expected here (octet 5)"]),
            Row(#"{"a":,"testcases":[]}"#, ["',' is not expected here (octet 5)"]),
            Row(#"{,"testcases":[]}"#, ["',' is not expected here (octet 1)"]),
            Row(#"{"a":1,}"#, ["'}' is not expected here (octet 7)"]),
        ])
    func isNoSuite(row: Row) {
        for chunk in [1, 1_000] {
            let error = #expect(throws: SuiteFileError.self) { try split(row.text, chunk: chunk) }
            #expect(error?.description == row.cases[0], "in chunks of \(chunk)")
        }
    }

    @Test func `a case above a limit is left out, and the next one is not`() throws {
        var limits = SplitterLimits()
        limits.octetsOfCase = 10
        limits.depth = 2
        let parts = try split(#"{"testcases":["01234567","012345678",[[]],[[[]]],1]}"#, limits: limits)
        #expect(
            texts(parts) == [
                #""01234567""#, "problem: it has more octets than the limit of 10", "[[]]",
                "problem: it has more arrays and objects inside one another than the limit of 2", "1",
            ])
        for chunk in [1, 2, 3] {
            let again = try split(#"{"testcases":["01234567","012345678",[[]],[[[]]],1]}"#, chunk: chunk, limits: limits)
            #expect(again == parts)
        }
    }

    @Test func `more cases than the limit end the file`() throws {
        var limits = SplitterLimits()
        limits.cases = 2
        #expect(try split(#"{"testcases":[1,2]}"#, limits: limits).count == 2)
        let error = #expect(throws: SuiteFileError.self) { try split(#"{"testcases":[1,2,3]}"#, limits: limits) }
        #expect(error?.reason == "more cases than the limit of 2")
    }

    @Test func `brackets in brackets end at sixty-three`() throws {
        let deep = { (count: Int) in String(repeating: "[", count: count) + String(repeating: "]", count: count) }
        #expect(texts(try split(#"{"testcases":["# + deep(63) + "]}")) == ["problem: \(SuitePartProblem.tooDeep(limit: 32))"])
        #expect(throws: SuiteFileError.self) { try split(#"{"testcases":["# + deep(64) + "]}") }
        #expect(throws: SuiteFileError.self) { try split(#"{"a":"# + deep(100_000) + "}") }
    }
}
