import ArgumentParser
import Testing
@testable import Countersigning

@testable import countersign

@Suite("Which engines decide")
struct EngineSelectionTests {
    private func selection(_ arguments: String...) throws -> EngineSelection {
        try EngineSelectionOptions.parse(arguments).selection
    }

    private func problem(_ arguments: String...) -> String? {
        do {
            _ = try EngineSelectionOptions.parse(arguments)
            return nil
        } catch { return EngineSelectionOptions.message(for: error) }
    }

    @Test func `GnuTLS and Swift decide unless others are named`() throws {
        #expect(try selection().deciding == [.gnutls, .swift])
        #expect(try selection("--engines", "gnutls,swift") == EngineSelection(deciding: [.gnutls, .swift]))
        #expect(problem("--engines", "swift")?.contains("at least two") == true)
        #expect(problem("--engines", "swift,swift")?.contains("at least two") == true)
        #expect(problem("--engines", "")?.contains("no engine of that name") == true)
        #expect(problem("--engines", "gnutls,nss")?.contains("no engine of that name") == true)
    }

    #if OpenSSL
    @Test func `OpenSSL is shown, and decides where it is asked for`() throws {
        #expect(try selection().advisory == [.openssl])
        let required = try selection("--require-openssl")
        #expect(required == EngineSelection(deciding: [.gnutls, .swift, .openssl]))
        #expect(try selection("--engines", "gnutls,openssl") == EngineSelection(deciding: [.gnutls, .openssl]))
        #expect(try selection("--engines", "gnutls,openssl", "--require-openssl").deciding == [.gnutls, .openssl])
    }
    #else
    @Test func `a program without OpenSSL says so`() throws {
        #expect(try selection().advisory == [])
        for arguments in [["--require-openssl"], ["--engines", "swift,openssl"]] {
            #expect(throws: (any Error).self) { try EngineSelectionOptions.parse(arguments) }
        }
        #expect(problem("--require-openssl")?.contains("built without OpenSSL") == true)
        #expect(problem("--engines", "swift,openssl")?.contains("built without OpenSSL") == true)
    }
    #endif
}
