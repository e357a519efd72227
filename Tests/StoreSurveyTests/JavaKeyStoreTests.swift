import ServerIdentity
import Testing

@testable import StoreSurvey

@Suite("Java's key stores (JKS)")
struct JavaKeyStoreTests {
    private static func number(_ value: Int, _ octets: Int) -> [UInt8] {
        (0..<octets).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    private static func text(_ text: String) -> [UInt8] { number(text.utf8.count, 2) + Array(text.utf8) }

    private static func store(_ certificates: [[UInt8]], version: Int = 2, tag: Int = 2) -> [UInt8] {
        let entries = certificates.map { der in
            number(tag, 4) + text("alias") + number(0, 8) + (version == 2 ? text("X.509") : []) + number(der.count, 4) + der
        }
        return number(0xFEED_FEED, 4) + number(version, 4) + number(certificates.count, 4) + entries.flatMap(\.self)
            + [UInt8](repeating: 0, count: 20)
    }

    @Test("trusted certificates are read without the password", arguments: [1, 2])
    func certificates(version: Int) {
        let read = JavaKeyStore.certificates(Self.store([[1, 2, 3], [4]], version: version))
        #expect(read?.map(\.octets) == [[1, 2, 3], [4]])
    }

    @Test func `what is no such store gives none`() {
        #expect(JavaKeyStore.certificates([]) == nil && JavaKeyStore.certificates([0x30, 0x82, 0, 0]) == nil)
        // A private key in it, a version that nobody knows, and every cut.
        #expect(
            JavaKeyStore.certificates(Self.store([[1]], tag: 1)) == nil
                && JavaKeyStore.certificates(Self.store([[1]], version: 3)) == nil)
        let whole = Array(Self.store([[1, 2, 3], [4]]).dropLast(20))
        for length in whole.indices { #expect(JavaKeyStore.certificates(Array(whole[..<length])) == nil) }
        #expect(JavaKeyStore.certificates(Self.number(0xFEED_FEED, 4) + Self.number(2, 4) + Self.number(Int(UInt32.max), 4)) == nil)
    }
}
