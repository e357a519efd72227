import Foundation
import ServerIdentity
import Testing
import TestKit
@testable import Countersigning

@Suite("The file of known hosts")
struct KnownHostsTests {
    private let files: TemporaryDirectory
    private let pin: PublicKeyPin
    private let now: Instant

    init() throws {
        files = try TemporaryDirectory()
        pin = try PublicKeyPin(parsing: "sha256//d6qzRu9zOECb90Uez27xWltNsj0e1Md7GkYYkVoZWmM=")
        now = try #require(Instant(rfc3339: "2026-11-25T07:00:00Z"))
    }

    private func lookUp(_ name: String, in known: KnownHosts, length: Int = 100) throws -> String {
        let leaf = try CertificateDER([UInt8](repeating: 7, count: length))
        return try known.lookUp(name, isAccepted: true, leaf: leaf, pin: pin, now: now).outcome.rawValue
    }

    @Test func `a file is never made larger than what is read`() throws {
        defer { files.remove() }
        let known = try KnownHosts(files.file("known"), limit: 600)
        #expect(try lookUp("a.example:443", in: known) == "recorded")
        #expect(try lookUp("b.example:443", in: known) == "recorded")
        let before = files.read("known")
        #expect(try lookUp("c.example:443", in: known) == "full")
        #expect(files.read("known") == before)
        // What is in it counts as before.
        #expect(try lookUp("b.example:443", in: try KnownHosts(files.file("known"), limit: 600)) == "known")
    }

    @Test("a certificate is recorded up to 16 KiB", arguments: [(16_384, 4), (16_385, 3)])
    func certificate(length: Int, fields: Int) throws {
        defer { files.remove() }
        let known = try KnownHosts(files.file("known"))
        #expect(try lookUp("a.example:443", in: known, length: length) == "recorded")
        #expect(files.read("known").split(separator: " ").count == fields)
    }

    @Test func `a bad line is named before anything is connected`() throws {
        defer { files.remove() }
        let path = try files.write("# mine\n\nwww.example.org:443 sha256//x 2026-11-25T07:00:00Z\n", to: "known")
        let problem = #expect(throws: InputProblem.self) { _ = try KnownHosts(path) }
        #expect(problem?.code == .inputUnreadable)
        #expect(problem?.text.contains("--tofu: \(path):3: the pin has 1 characters") == true)
    }

    @Test func `what others write meanwhile is seen`() throws {
        defer { files.remove() }
        let known = try KnownHosts(files.file("known"))
        let other = try KnownHosts(files.file("known"))
        #expect(try lookUp("a.example:443", in: known) == "recorded")
        #expect(try lookUp("a.example:443", in: known) == "known")
        #expect(try lookUp("b.example:443", in: other) == "recorded")
        #expect(try lookUp("b.example:443", in: known) == "known")
        try files.write("", to: "known")
        #expect(try lookUp("a.example:443", in: known) == "recorded")
    }
}
