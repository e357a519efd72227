#if OpenSSL
import Foundation
import ServerIdentity
import Testing

@testable import OpenSSLEngine

@Suite("OpenSSL's error codes")
struct VerificationCodeTests {
    private static let header = "/usr/include/openssl/x509_vfy.h"

    @Test(.enabled(if: FileManager.default.isReadableFile(atPath: header), "skipped: \(header) is not there"))
    func `every code of the installed header is mapped by its name and number`() throws {
        var found = 0
        for line in try String(contentsOfFile: Self.header, encoding: .utf8).split(separator: "\n") {
            let words = line.split { $0 == " " || $0 == "#" || $0 == "\t" }
            guard words.count >= 3, words[0] == "define", words[1].hasPrefix("X509_V_ERR_"), let number = Int32(words[2]) else {
                continue
            }
            found += 1
            #expect(VerificationCode.entries[VerificationCode(rawValue: number)]?.name == String(words[1]))
        }
        #expect(found >= 94)
        #expect(VerificationCode.entries.count == found)
    }

    @Test func `a code that nobody knows refuses, and keeps its number`() {
        let unknown = VerificationCode(rawValue: 9_999)
        #expect(unknown.meaning == .finding(.profileViolation))
        #expect(unknown.name == "X509_V_ERR_9999")
        #expect(!unknown.isIndependent)
    }

    @Test func `what says nothing of a chain is no refusal`() {
        let codes = VerificationCode.entries.filter { $0.value.meaning == .noVerdict }.map(\.value.name).sorted()
        #expect(codes == ["X509_V_ERR_INVALID_CALL", "X509_V_ERR_OUT_OF_MEM", "X509_V_ERR_STORE_LOOKUP"])
        #expect(VerificationCode.ok.meaning == .noVerdict)
    }
}
#endif
