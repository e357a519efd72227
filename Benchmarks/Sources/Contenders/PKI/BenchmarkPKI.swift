public import Foundation
import SwiftASN1
import X509

/// The certificates of a run, in a folder: made once, then read by every process of the run.
///
/// For each kind of key a root, an intermediate below it, and leaves of one host that share a key; and a root that
/// nobody should trust.
public struct BenchmarkPKI: Sendable {
    /// Where the files are.
    public let folder: URL
    /// The host that every leaf is for.
    public static let host = "server.bench.example"
    /// A host that no leaf is for.
    public static let wrongHost = "other.bench.example"
    /// How many distinct leaves there are of each kind.
    public static let leaves = 16
    /// How many alternative names the leaves for name matching have; the host is the last.
    public static let nameCounts = [1, 10, 100]

    /// Opens a folder that ``make(in:)`` filled.
    public init(folder: URL) { self.folder = folder }

    /// Makes keys and certificates.
    public static func make(in folder: URL) throws -> BenchmarkPKI {
        let pki = BenchmarkPKI(folder: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for kind in KeyKind.allCases { try pki.make(kind) }
        let unknown = try Authority.root("Nobody's root", KeyKind.ecdsa.makeKey())
        try pki.write([unknown.certificate], to: pki.unknownRootFile)
        return pki
    }

    private func make(_ kind: KeyKind) throws {
        let root = try Authority.root("Bench root \(kind.rawValue)", kind.makeKey())
        let intermediate = try root.intermediate("Bench intermediate \(kind.rawValue)", kind.makeKey())
        let key = try kind.makeKey()
        try write([root.certificate], to: rootFile(kind))
        for index in 0..<Self.leaves {
            try write([intermediate.leaf([Self.host], key), intermediate.certificate], to: chainFile(kind, index))
        }
        let keyText = try key.serializeAsPEM().pemString + "\n"
        try keyText.write(to: keyFile(kind), atomically: true, encoding: .utf8)
        guard kind == .ecdsa else { return }
        for count in Self.nameCounts {
            let names = (1..<count).map { "name-\($0).bench.example" } + [Self.host]
            try write([intermediate.leaf(names, key)], to: namesFile(count))
        }
    }

    private func write(_ certificates: [Certificate], to file: URL) throws {
        let text = try certificates.map { try $0.serializeAsPEM().pemString + "\n" }.joined()
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    /// The root of a kind, PEM.
    public func rootFile(_ kind: KeyKind) -> URL { folder.appendingPathComponent("\(kind.rawValue)-root.pem") }
    /// The private key of a kind's leaves, PEM.
    public func keyFile(_ kind: KeyKind) -> URL { folder.appendingPathComponent("\(kind.rawValue)-key.pem") }
    /// Leaf and intermediate, PEM.
    public func chainFile(_ kind: KeyKind, _ index: Int = 0) -> URL {
        folder.appendingPathComponent("\(kind.rawValue)-chain-\(index).pem")
    }
    /// A leaf with so many alternative names, PEM.
    public func namesFile(_ count: Int) -> URL { folder.appendingPathComponent("names-\(count).pem") }
    /// A root above no chain, PEM.
    public var unknownRootFile: URL { folder.appendingPathComponent("unknown-root.pem") }

    /// The certificates of a PEM file, DER.
    public static func certificates(in file: URL) throws -> [[UInt8]] {
        try PEMDocument.parseMultiple(pemString: String(contentsOf: file, encoding: .utf8)).map(\.derBytes)
    }

    /// The octets of a file.
    static func octets(of file: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }
}
