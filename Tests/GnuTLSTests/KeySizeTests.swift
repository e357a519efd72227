import Testing

@testable import GnuTLS
@testable import Lab

@Suite("The size of a key, read without decoding")
struct KeySizeTests {
    private let pki: PKI

    init() throws { pki = try PKI.shared.get() }

    private func certificate(_ key: LabKey) throws -> [UInt8] {
        let authority = try LabAuthority.root("Key", key: key, calendar: pki.root.calendar)
        return try authority.der
    }

    private func size(_ key: LabKey) throws -> KeySize {
        let der = try certificate(key)
        return KeySize(certificate: der)
    }

    @Test func `RSA, elliptic curve and Edwards keys`() throws {
        let rsa = try size(LabKey.rsa())
        #expect(rsa == KeySize.rsa(modulus: 256, exponent: 3))
        let curve = try size(LabKey.ecdsa())
        #expect(curve == KeySize.curve)
        let edwards = try size(LabKey.ed25519())
        #expect(edwards == KeySize.curve)
    }

    /// Whatever is changed is read as nothing or as what GnuTLS reads: the limits can't be passed by.
    @Test func `agrees with GnuTLS on damaged octets, or says that it can't read them`() throws {
        let original = try certificate(LabKey.rsa())
        for place in original.indices {
            var changed = original
            changed[place] ^= 0x55
            guard let details = CertificateDetails(der: changed) else { continue }
            let size = KeySize(certificate: changed)
            switch size {
            case .unreadable: break
            case .curve: #expect(details.keyBits < 1_000, "octet \(place)")
            case .rsa(let modulus, _):
                let octets: Int = (details.keyBits + 7) / 8
                #expect(modulus == octets, "octet \(place)")
            }
        }
    }
}
