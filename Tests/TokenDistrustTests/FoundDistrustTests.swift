import Testing

@testable import TokenDistrust

private let issuer: [UInt8] = [0x30, 0x00]
private let number: [UInt8] = [0x02, 0x01, 0x07]

/// As a module of this machine writes the constants of NSS.
private func trust(_ value: UInt) -> [UInt8] {
    (0..<MemoryLayout<UInt>.size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

/// As a token's values come: without those that the object does not have.
private func object(_ values: [ObjectAttribute: [UInt8]?]) -> ObjectValues {
    values.compactMapValues { $0?.isEmpty == false ? $0 : nil }
}

enum DistrustOutcome: Equatable, Sendable { case nothing, distrusted, error }

@Suite("What objects say of distrust")
struct FoundDistrustTests {
    @Test(
        "trust objects",
        arguments: [
            (trust(0xCE53_435A), issuer, number, .distrusted), (trust(0xCE53_4352), issuer, number, .nothing),
            (trust(0xCE53_4355), nil, nil, .nothing), (trust(0xCE53_4353), issuer, number, .nothing),
            (nil, issuer, number, .nothing), (trust(0xCE53_435A), nil, number, .error), (trust(0xCE53_435A), issuer, nil, .error),
            (trust(0xCE53_435A), [], number, .error), (trust(0xCE53_435A), issuer, [0x02, 0x00], .error),
            (trust(0xCE53_435A), issuer, [0x02, 0x02, 0x07], .error), (trust(0xCE53_435A), issuer, [0x04, 0x01, 0x07], .error),
            (trust(0xCE53_435A), issuer, [0x02, 0x81, 0x80] + [UInt8](repeating: 1, count: 128), .error),
            // Another word, or none of this length.
            (trust(0xCE53_4399), issuer, number, .error), ([0x5A, 0x43, 0x53, 0xCE], issuer, number, .error),
            ([], issuer, number, .nothing),
        ] as [([UInt8]?, [UInt8]?, [UInt8]?, DistrustOutcome)])
    func trustObject(value: [UInt8]?, issuer: [UInt8]?, serial: [UInt8]?, expected: DistrustOutcome) {
        var found = FoundDistrust()
        var outcome = DistrustOutcome.nothing
        do throws(TokenDistrustError) {
            try found.takeTrust(
                object([.serverTrust: value, .issuer: issuer, .serialNumber: serial, .label: Array("Stray".utf8)]))
            if let entry = found.entries.first {
                outcome = .distrusted
                #expect(entry.issuer == [0x30, 0x00] && entry.serial == [7] && entry.certificate.isEmpty && entry.label == "Stray")
            }
        } catch {
            outcome = .error
            #expect(error.description.contains("'Stray'"))
        }
        #expect(outcome == expected)
        #expect(found.dates.isEmpty)
    }

    @Test(
        "certificates",
        arguments: [
            ([1], issuer, number, nil, .distrusted), ([1], issuer, number, [9], .distrusted), ([1], nil, nil, [9], .distrusted),
            ([1], nil, nil, nil, .error), ([1], nil, nil, [], .error), ([1], issuer, nil, [], .error),
            ([0], issuer, number, [9], .nothing), (nil, issuer, number, [9], .nothing),
            ([], issuer, number, [9], .nothing),
        ] as [([UInt8]?, [UInt8]?, [UInt8]?, [UInt8]?, DistrustOutcome)])
    func certificate(mark: [UInt8]?, issuer: [UInt8]?, serial: [UInt8]?, value: [UInt8]?, expected: DistrustOutcome) {
        var found = FoundDistrust()
        var outcome = DistrustOutcome.nothing
        do throws(TokenDistrustError) {
            try found.takeCertificate(
                object([.isDistrusted: mark, .issuer: issuer, .serialNumber: serial, .certificate: value]))
            if let entry = found.entries.first {
                outcome = .distrusted
                #expect(entry.certificate == value ?? [] && entry.serial == (serial == nil ? [] : [7]))
            }
        } catch {
            outcome = .error
        }
        #expect(outcome == expected)
        #expect(found.certificates == (value?.isEmpty == false ? [value ?? []] : []))
        #expect(found.withoutOctets == (expected == .distrusted && value == nil ? 1 : 0))
    }

    @Test(
        "distrust dates",
        arguments: [
            (nil, [9], nil), ([0], [9], nil), ([], [9], nil), (Array("241130235959Z".utf8), [9], Array("241130235959Z".utf8)),
            // Whoever reads it says that it is none.
            ([1], [9], [1]), (Array("241130235959Z".utf8), [], nil),
        ] as [([UInt8]?, [UInt8]?, [UInt8]?)])
    func date(date: [UInt8]?, value: [UInt8]?, expected: [UInt8]?) throws {
        var found = FoundDistrust()
        try found.takeCertificate(
            object([.serverDistrustAfter: date, .issuer: issuer, .serialNumber: number, .certificate: value]))
        #expect(found.dates.map(\.date) == (expected.map { [$0] } ?? []))
    }
}
