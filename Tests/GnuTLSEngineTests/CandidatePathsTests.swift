import GnuTLS
import Testing

@testable import GnuTLSEngine

@Suite("Candidate paths")
struct CandidatePathsTests {
    private func link(_ subject: String, _ issuer: String, id: String? = nil, issuerID: String? = nil) -> CertificateLinks {
        CertificateLinks(
            subject: Array(subject.utf8), issuer: Array(issuer.utf8), subjectKeyID: id.map { Array($0.utf8) },
            authorityKeyID: issuerID.map { Array($0.utf8) })
    }

    private func paths(_ links: [CertificateLinks], _ anchors: String...) -> [[Int]] {
        CandidatePaths(links, octets: links.map { _ in 1_000 }, anchors: Set(anchors.map { Array($0.utf8) })).paths
    }

    @Test func `the order presented does not matter, and what no path needs is left out`() {
        #expect(paths([link("leaf", "A"), link("other", "root"), link("B", "root"), link("A", "B")], "root") == [[0, 3, 2]])
        #expect(paths([link("leaf", "A")], "root") == [])
        #expect(paths([], "root") == [])
    }

    @Test func `a path may end at every anchor on the way, the nearest first`() {
        #expect(
            paths([link("leaf", "A"), link("A", "root"), link("root", "old")], "A", "root", "old") == [[0], [0, 1], [0, 1, 2]])
    }

    @Test func `a fitting key identifier comes first, a contradicting one last`() {
        let links = [
            link("leaf", "A", issuerID: "1"), link("A", "root", id: "2"), link("A", "root"), link("A", "root", id: "1"),
        ]
        #expect(paths(links, "root") == [[0, 3], [0, 2], [0, 1]])
    }

    @Test func `loops end, and equal certificates count once`() {
        #expect(paths([link("leaf", "A"), link("A", "B"), link("B", "A"), link("A", "B")], "root") == [])
        #expect(paths([link("leaf", "A"), link("A", "root"), link("A", "root")], "root").first == [0, 1])
        #expect(paths([link("A", "A"), link("A", "A")], "A") == [[0]])
        #expect(paths([link("leaf", "A"), link("A", "B")], "leaf", "A") == [[0]])
        #expect(paths([link("leaf", "A"), link("A", "B")], "leaf", "B") == [[0], [0, 1]])
    }

    @Test func `hostile chains end at the limits`() {
        // Ten certificates for each of twelve names: 10^12 ways.
        var links = [link("leaf", "0")]
        for level in 0..<12 { for copy in 0..<10 { links.append(link("\(level)", "\(level + 1)", id: "\(level).\(copy)")) } }
        func search(_ octets: Int, _ anchor: String) -> CandidatePaths {
            CandidatePaths(links, octets: links.map { _ in octets }, anchors: [Array(anchor.utf8)])
        }
        let found = search(100, "12")
        #expect(found.paths.count == CandidatePaths.maximumPaths && found.isCutShort)
        // 13 certificates of 4 KiB: five paths are 260 KiB.
        let large = search(4_096, "12")
        #expect(large.paths.count == 4 && large.isCutShort)
        let none = search(100, "elsewhere")
        #expect(none.paths.isEmpty && none.isCutShort)
    }

    @Test func `the advice names certificates by their places`() {
        #expect(
            ServerAdvice(path: [0, 2, 1], presented: 4).text
                == "programs that use GnuTLS refuse the chain as presented; along certificates 0, 2, 1 it is accepted: "
                + "leave out certificate 3, which the path does not need, and send the others in the order 0, 2, 1, each one issued by the next"
        )
    }
}
