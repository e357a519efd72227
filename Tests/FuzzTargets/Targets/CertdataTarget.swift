import Crypto
import IndependentValidator
import RootPrograms
import ServerIdentity
import TrustAnchors

enum CertdataTarget {
    /// - Returns: how many roots are trusted for servers.
    static func check(_ octets: [UInt8]) throws(BrokenInvariant) -> Int {
        if octets.first == UInt8(ascii: "{") { return try checkSidecar(octets) }
        let list = RootList(certdata: octets, source: "fuzz", decode: DescribedCertificate.init(decoding:))
        let again = RootList(certdata: octets, source: "fuzz", decode: DescribedCertificate.init(decoding:))
        try require(
            list.roots == again.roots && list.distrusted == again.distrusted && list.problems == again.problems,
            "read twice, with different outcomes")
        let lines = octets.count { $0 == 0x0A } + 1
        for problem in list.problems {
            try requirePrintable(problem.description)
            try require((1...lines).contains(problem.line), "line \(problem.line) of \(lines)")
        }
        try requirePrintable(list.version ?? "")
        let objects = classes(octets)
        try require(list.roots.count <= objects, "\(list.roots.count) roots of \(objects) objects")
        try require(
            !list.roots.isEmpty || !list.distrusted.isEmpty || !list.problems.isEmpty || objects > 0, "nothing, and no problem")
        return try checkList(list)
    }

    private static func checkSidecar(_ octets: [UInt8]) throws(BrokenInvariant) -> Int {
        let list: RootList
        do throws(SidecarProblem) { list = try RootList(sidecar: octets, decode: DescribedCertificate.init(decoding:)) } catch {
            try requirePrintable(error.description)
            return 0
        }
        return try checkList(list)
    }

    /// What holds for a list, wherever it came from.
    private static func checkList(_ list: RootList) throws(BrokenInvariant) -> Int {
        for root in list.roots {
            try requirePrintable(root.shownLabel)
            try require(root.sha256 == Array(SHA256.hash(data: root.certificate.der.octets)), "another hash")
        }
        for entry in list.distrusted {
            try requirePrintable(entry.shownLabel)
            try require(entry.trust.contains(.notTrusted) && !entry.serial.isEmpty, "distrusted without distrust")
        }
        let chosen = list.selected(for: .server)
        try require(chosen.allSatisfy { $0.trust.server == .trustedDelegator }, "selected without trust")
        let distrusted = Set(list.distrusted(for: .server).map(\.number))
        try require(chosen.allSatisfy { !distrusted.contains($0.certificate.number) }, "selected, and distrusted")
        let bundle = PEMBundle(Array(list.pem(of: chosen, for: .server, madeBy: "fuzz").utf8))
        try require(
            bundle.problems.isEmpty && bundle.certificates.map(\.der) == chosen.map(\.certificate.der),
            "another bundle than its roots")
        return chosen.count
    }

    /// Lines that begin an object.
    private static func classes(_ octets: [UInt8]) -> Int {
        octets.split(separator: 0x0A).count { line in
            line.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }.starts(with: Array("CKA_CLASS".utf8))
        }
    }
}
