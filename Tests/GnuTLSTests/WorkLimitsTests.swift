import Testing

@testable import GnuTLS

@Suite("How much GnuTLS is asked to decode")
struct WorkLimitsTests {
    private func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        if content.count < 0x80 { return short(tag, content) }
        let length = [16, 8, 0].map { UInt8(truncatingIfNeeded: content.count >> $0) }.drop { $0 == 0 }
        return [tag, 0x80 | UInt8(length.count)] + length + content
    }

    private func short(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] { [tag, UInt8(content.count)] + content }

    @Test(
        "parts of names are counted in every encoding that GnuTLS takes",
        arguments: [
            [0x31, 0x0A, 0x30, 0x08], [0x31, 0x00], [0x31, 0x81, 0x0A, 0x30, 0x08], [0x31, 0x80, 0x30, 0x08],
            [0x31, 0x84, 0, 0, 0, 0x0A, 0x30, 0x08], [0x31, 0x80, 0, 0], [0x31, 0x81, 0], [0x31, 0x84, 0, 0, 0, 0],
            [0x3F, 0x11, 0x0A, 0x30, 0x08],
            [0x3F, 0x80, 0x80, 0x11, 0x0A, 0x30, 0x08],
        ] as [[UInt8]])
    func parts(one: [UInt8]) {
        let many = Array(repeating: one + [0x02, 0x01, 0x01], count: 3_000).flatMap { $0 }
        #expect(Certificate.nameParts(in: many) == 3_000)
    }

    @Test func `what ends in the middle of a part is no trap`() {
        for tail in [[0x31], [0x31, 0x84], [0x31, 0xFF], [0x31, 0x0A], [0x31, 0x80], [0x3F], [0x3F, 0x80], [0x3F, 0x11]]
            as [[UInt8]]
        {
            #expect(Certificate.nameParts(in: Array(repeating: 2, count: 6_000) + tail) == 0)
        }
    }

    @Test func `a certificate above the limit is not decoded, and says which`() {
        let large = Array(repeating: [0x31, 0x0A, 0x30, 0x08] as [UInt8], count: 2_600).flatMap { $0 }
        let alone = #expect(throws: GnuTLSError.self) { _ = try Certificate(der: large, index: 3) }
        #expect(alone?.operation == .checkWork(index: 3, .nameParts))
        let half = Array(large.prefix(2_100 * 4))
        let list = #expect(throws: GnuTLSError.self) { try CertificateList(der: [half, half]) }
        #expect(list?.operation == .checkWork(index: 1, .namePartsOfList))
        let octets = #expect(throws: GnuTLSError.self) {
            try CertificateList(der: Array(repeating: Array(repeating: 2, count: 200 * 1_024), count: 3))
        }
        #expect(octets?.operation == .checkWork(index: 2, .octetsOfList))
    }

    @Test func `extended key usages are counted, and what is no DER counts as a whole`() {
        func certificate(_ usage: [UInt8], length: (UInt8, [UInt8]) -> [UInt8]) -> [UInt8] {
            let one = length(0x30, short(0x06, [0x55, 0x1D, 0x25]) + value(0x04, usage))
            let fields = short(0x02, [1]) + Array(repeating: short(0x30, []), count: 5).flatMap { $0 }
            return value(0x30, value(0x30, fields + value(0xA3, value(0x30, one))) + short(0x30, []) + short(0x03, [0]))
        }
        let usage = Array(repeating: [0x06, 0x01, 0x2A] as [UInt8], count: 1_000).flatMap { $0 }
        #expect(Certificate.usageOctets(in: certificate(usage, length: value)) == 3_000)
        let indefinite = certificate(usage) { [$0, 0x80] + $1 + [0, 0] }
        #expect(Certificate.usageOctets(in: indefinite) == indefinite.count)
        let twice = #expect(throws: GnuTLSError.self) {
            try CertificateList(der: Array(repeating: certificate(usage, length: value), count: 2))
        }
        #expect(twice?.operation == .checkWork(index: 1, .usageOctetsOfList))
    }

    private func list(entries: Int, extensions: [UInt8], issuer: [UInt8] = [], padding: [UInt8] = []) -> [UInt8] {
        let date = short(0x17, Array("261201000000Z".utf8))
        let entry = short(0x30, short(0x02, [1]) + date + extensions)
        let entries = Array(repeating: entry, count: entries).flatMap { $0 }
        let body = value(
            0x30,
            short(0x02, [1]) + short(0x30, []) + value(0x30, issuer) + date + date + value(0x30, entries) + padding)
        return value(0x30, body + short(0x30, []) + short(0x03, [0]))
    }

    @Test func `revocation lists count all together`() {
        let reason = short(0x30, short(0x30, short(0x06, [0x55, 0x1D, 0x15]) + short(0x04, short(0x0A, [1]))))
        let lists = RevocationLists(der: [
            list(entries: 200_000, extensions: []),
            list(entries: 9_000, extensions: reason),
            list(entries: 2_000, extensions: reason),
            list(entries: 900, extensions: reason),
            list(entries: 120_000, extensions: reason),
        ])
        // GnuTLS itself takes none of these: they are not signed, and their parts are empty.
        #expect(lists.aboveLimits == [2, 4])
        #expect(Set(lists.undecodable).isDisjoint(with: lists.aboveLimits))
    }

    @Test func `a list that can't be counted, or is large beside its entries, is not decoded`() {
        let extensions = value(0xA0, value(0x30, Array(repeating: [0x30, 0], count: 65).flatMap(\.self)))
        let extensionOf70KB = value(0xA0, value(0x30, value(0x30, Array(repeating: 0, count: 70_000))))
        let lists = RevocationLists(der: [
            [0x30, 0x80, 0x30, 0x80, 0, 0, 0, 0],
            list(entries: 1, extensions: [], issuer: Array(repeating: 0, count: 5_000)),
            list(entries: 1, extensions: [], padding: [0x05, 0x00]),
            Array(repeating: 0, count: 9 * 1_024 * 1_024),
            list(entries: 1, extensions: [], padding: extensions),
            list(entries: 1, extensions: [], padding: extensionOf70KB),
        ])
        #expect(lists.aboveLimits == [0, 1, 2, 3, 4, 5])
    }
}
