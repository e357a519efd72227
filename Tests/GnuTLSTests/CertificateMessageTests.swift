import Testing

@testable import GnuTLS

@Suite("Certificate message")
struct CertificateMessageTests {
    @Test(
        "finds the leaf",
        arguments: [
            (body: [0, 0, 5, 0, 0, 2, 7, 8], hasContext: false, leaf: [7, 8] as [UInt8]?),  // RFC 5246 section 7.4.2
            ([0, 0, 0, 7, 0, 0, 2, 7, 8, 0, 0], true, [7, 8]),  // RFC 8446 section 4.4.2
            ([2, 1, 1, 0, 0, 7, 0, 0, 2, 7, 8, 0, 0], true, [7, 8]),  // a context of two octets
            ([0, 0, 0], false, nil), ([], false, nil), ([], true, nil), ([255], true, nil), ([0, 0, 5, 0, 0, 9, 7], false, nil),
        ])
    func leaf(body: [UInt8], hasContext: Bool, leaf: [UInt8]?) {
        #expect(CertificateMessage(body, hasContext: hasContext).leaf == leaf)
    }
}
