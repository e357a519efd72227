import PublicSuffixList
import Testing

/// publicsuffix.org/list and its `tests/test_psl.txt`: `checkPublicSuffix(name, registrable)` gives null for a name
/// that is a public suffix, and the name itself where it is registrable.
@Suite("Public suffixes (publicsuffix.org, CABF BR 3.2.2.6)")
struct PublicSuffixListTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let isPublic: Bool
        init(_ name: String, _ isPublic: Bool) {
            self.name = name
            self.isPublic = isPublic
        }
        var testDescription: String { name }
    }

    @Test(
        "knows what is registry-controlled",
        arguments: [
            // Unlisted TLD: the prevailing rule is `*`.
            Row("example", true), Row("example.example", false), Row("b.example.example", false),
            // TLD with only one rule.
            Row("biz", true), Row("domain.biz", false), Row("b.domain.biz", false),
            // TLD with some two-level rules.
            Row("com", true), Row("example.com", false), Row("b.example.com", false),
            Row("co.uk", true), Row("example.co.uk", false), Row("uk", true), Row("example.uk", false),
            // TLD with only one (wildcard) rule: *.mm
            Row("mm", true), Row("c.mm", true), Row("b.c.mm", false),
            // More complex TLD: jp, ac.jp, kyoto.jp, ide.kyoto.jp, *.kobe.jp, !city.kobe.jp
            Row("jp", true), Row("test.jp", false), Row("ac.jp", true), Row("test.ac.jp", false), Row("kyoto.jp", true),
            Row("test.kyoto.jp", false), Row("ide.kyoto.jp", true), Row("b.ide.kyoto.jp", false), Row("c.kobe.jp", true),
            Row("b.c.kobe.jp", false), Row("city.kobe.jp", false), Row("www.city.kobe.jp", false),
            // TLD with a wildcard rule and exceptions: *.ck, !www.ck
            Row("ck", true), Row("test.ck", true), Row("b.test.ck", false), Row("www.ck", false), Row("www.www.ck", false),
            // US K12.
            Row("us", true), Row("test.us", false), Row("ak.us", true), Row("test.ak.us", false), Row("k12.ak.us", true),
            Row("test.k12.ak.us", false),
            // A-labels: 公司.cn, 中国
            Row("xn--85x722f.com.cn", false), Row("xn--55qx5d.cn", true), Row("xn--85x722f.xn--55qx5d.cn", false),
            Row("xn--fiqs8s", true), Row("shishi.xn--fiqs8s", false),
            // The private section does not count (BR 3.2.2.6).
            Row("github.io", false), Row("appspot.com", false), Row("blogspot.com", false), Row("io", true),
            // No names.
            Row("", false), Row("com\0", false), Row("com\0.example", false),
        ])
    func knows(row: Row) throws {
        let list = try #require(PublicSuffixList())
        #expect(list.isPublicSuffix(row.name) == row.isPublic)
    }

    @Test func `a list that is not there or holds no rule is no list`() {
        #expect(PublicSuffixList(file: "/nonexistent/public_suffix_list.dat") == nil)
        #expect(PublicSuffixList(file: "/dev/null") == nil)
        #expect(PublicSuffixList(file: "/etc/passwd\0") == nil)
    }

    @Test func `many threads ask at once`() async throws {
        let list = try #require(PublicSuffixList())
        let right = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<10_000).allSatisfy { list.isPublicSuffix("c\($0).kobe.jp") && !list.isPublicSuffix("b.c\($0).kobe.jp") }
                }
            }
            return await group.allSatisfy { $0 }
        }
        #expect(right)
    }

    @Test func `the library says which it is`() { #expect(!PublicSuffixList.libraryVersion.isEmpty) }
}
