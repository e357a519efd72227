import Testing

/// An input of up to 64 MiB that comes through a pipe, what reads it, and how that ends.
struct LargeInput: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What stands at the beginning, octets.
    var begin: [UInt8] = []
    /// What is repeated; neither NUL nor a line feed is in it, but each repetition may be a line.
    let part: [UInt8]
    var isLines = false
    let octets: Int
    /// What stands at the end.
    var end: [UInt8] = []
    /// In place of `FILE`, the input's name.
    let arguments: [String]
    let exitCode: Int32
    let words: String

    static let all: [LargeInput] = [
        LargeInput(
            "a CRL whose distribution point has 20 million names", list(in: [0x30, 0xA0, 0xA0], 60_000_000), [0x86, 0x01, 0x75],
            60_000_000, end: endOfList, ["check", "CHAIN", "--crlfile", "FILE"], exit: 5, says: "revocation_unavailable"),
        LargeInput(
            "a CRL whose issuer has 4 million parts", list(in: [], 48_000_004),
            [0x31, 0x0B, 0x30, 0x09, 0x06, 0x03, 0x55, 0x04, 0x03, 0x0C, 0x02, 0x61, 0x61],
            48_000_004, end: dates + endOfList, ["check", "CHAIN", "--crlfile", "FILE"], exit: 5, says: "revocation_unavailable"),
        LargeInput(
            "10,000 CRLs and more", [], Array("-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----".utf8), 32_000_000,
            isLines: true, ["check", "CHAIN", "--crlfile", "FILE"], exit: 66, says: ":30001: more than the limit of 10000 lists"),
        LargeInput(
            "a question of a million certificates", Array(#"{"name":"a.example","chain":["AA==""#.utf8), Array(#","AA==""#.utf8),
            28_000_000, end: Array("]}".utf8), ["check", "--questions", "FILE"], exit: 64,
            says: "field 'chain': more than the limit of 128 elements"),
        LargeInput(
            "a question with a long name", Array(#"{"id":""#.utf8), [0x61], 32_000_000, end: Array("\"}".utf8),
            ["check", "--questions", "FILE"], exit: 64, says: "field 'id': it is longer than 1024 octets"),
        LargeInput(
            "a question of 64 MiB", Array(#"{"id":""#.utf8), [0x61], 67_000_000, end: Array("\"}".utf8),
            ["check", "--questions", "FILE"], exit: 64, says: "line 1 is longer than 33554432 octets"),
        LargeInput(
            "anchors: two million beginnings", [], Array("-----BEGIN CERTIFICATE-----".utf8), 56_000_000, isLines: true,
            ["check", "CHAIN", "--cafile", "FILE"], exit: 66, says: "; and 998 more"),
        LargeInput(
            "a chain: two million beginnings", [], Array("-----BEGIN CERTIFICATE-----".utf8), 56_000_000, isLines: true,
            ["check", "FILE"], exit: 66, says: ":1: another block begins"),
        LargeInput(
            "a chain: one line", Array("-----BEGIN CERTIFICATE-----\n".utf8), [0x41], 66_000_000,
            end: Array("\n-----END CERTIFICATE-----\n".utf8), ["check", "FILE"], exit: 66,
            says: ":1: the block holds more than 262144 octets"),
        LargeInput(
            "a PKCS#7 file of 8 million certificates", certificates(64_000_000), [0x30, 0x06, 1, 1, 1, 1, 1, 1], 64_000_000,
            ["check", "FILE"], exit: 66, says: ":1: more than the limit of 128 certificates"),
        LargeInput(
            "a sidecar of brackets", Array(#"{"roots":"#.utf8), [0x5B], 16_000_000, ["check", "CHAIN", "--roots", "FILE"], exit: 66,
            says: "roots: nested deeper than the limit of 16"),
        LargeInput(
            "64 MiB of brackets", [], [0x5B], 67_000_000, ["check", "CHAIN", "--roots", "FILE"], exit: 66, says: "16777216"),
    ]

    private init(
        _ testDescription: String, _ begin: [UInt8], _ part: [UInt8], _ octets: Int, isLines: Bool = false, end: [UInt8] = [],
        _ arguments: [String], exit exitCode: Int32, says words: String
    ) {
        (self.testDescription, self.begin, self.part, self.octets) = (testDescription, begin, part, octets)
        (self.isLines, self.end, self.arguments, self.exitCode, self.words) = (isLines, end, arguments, exitCode, words)
    }

    /// What writes it, for bash.
    var script: String {
        func quoted(_ octets: [UInt8]) -> String {
            "$'" + octets.map { "\\x" + String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "'"
        }
        // A NUL ends a word of bash: what may hold one is printed.
        func printed(_ octets: [UInt8]) -> String {
            "printf '" + octets.map { "\\" + String($0 >> 6) + String($0 >> 3 & 7) + String($0 & 7) }.joined() + "'"
        }
        let lines = "yes -- \(quoted(part))" + (isLines ? "" : " | tr -d '\\n'")
        return "{ \(printed(begin)); \(lines) | head -c \(octets); \(printed(end)); }"
    }

    private static func value(_ tag: UInt8, _ content: [UInt8], more: Int = 0) -> [UInt8] {
        let count = content.count + more
        if count < 0x80 { return [tag, UInt8(count)] + content }
        let length = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }.drop { $0 == 0 }
        return [tag, 0x80 | UInt8(length.count)] + length + content
    }

    private static let algorithm = value(0x30, [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02])
    private static let dates = value(0x17, Array("251201000000Z".utf8)) + value(0x17, Array("401201000000Z".utf8))
    private static let endOfList = algorithm + value(0x03, [0x00, 0x01])

    /// The beginning of a CRL, up to the names in its issuingDistributionPoint, inside of these tags, or to the parts of
    /// its issuer's name where there are no tags.
    private static func list(in tags: [UInt8], _ octets: Int) -> [UInt8] {
        let begin = [0x02, 0x01, 0x01] + algorithm
        if tags.isEmpty {
            let tbs = value(0x30, begin + value(0x30, [], more: octets), more: octets + dates.count)
            return value(0x30, tbs, more: octets + dates.count + endOfList.count)
        }
        let name: [UInt8] = [0x30, 0x0D, 0x31, 0x0B, 0x30, 0x09, 0x06, 0x03, 0x55, 0x04, 0x03, 0x0C, 0x02, 0x61, 0x61]
        var inner: [UInt8] = []
        for tag in tags.reversed() { inner = value(tag, inner, more: octets) }
        inner = [0x06, 0x03, 0x55, 0x1D, 0x1C] + value(0x04, inner, more: octets)
        for tag: UInt8 in [0x30, 0x30, 0xA0] { inner = value(tag, inner, more: octets) }
        let tbs = value(0x30, begin + name + dates + inner, more: octets)
        return value(0x30, tbs, more: octets + endOfList.count)
    }

    /// The beginning of a SignedData that holds certificates.
    private static func certificates(_ octets: Int) -> [UInt8] {
        let type: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]
        let data = [0x02, 0x01, 0x01, 0x31, 0x00, 0x30, 0x03, 0x06, 0x01, 0x2A] + value(0xA0, [], more: octets)
        return value(0x30, type + value(0xA0, value(0x30, data, more: octets), more: octets), more: octets)
    }
}
