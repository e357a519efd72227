/// The salt of an RSA-PSS signature (RFC 4055 section 3.1), as a certificate's signatureAlgorithm names it.
///
/// GnuTLS 3.7.9 does not check its length against the parameters, and fails where it is another one than the hash's:
/// what it says of such a signature tells nothing about who signed.
public enum PSSSalt {
    /// Whether a certificate says that it was signed with a salt of another length than its hash; false where it is not
    /// signed with RSA-PSS, or the parameters can't be read.
    public static func isUnusual(in der: [UInt8]) -> Bool {
        var outer = DERScanner(der[...])
        guard var certificate = outer.value(0x30), certificate.value(0x30) != nil,
            var algorithm = certificate.value(0x30),
            let type = algorithm.value(0x06), type.rest.elementsEqual(identifier),
            var parameters = algorithm.value(0x30)
        else { return false }
        var hashLength = 20  // SHA-1 and 20 octets are the defaults
        if var tagged = parameters.value(0xA0), var hash = tagged.value(0x30), let name = hash.value(0x06) {
            guard let length = hashes.first(where: { name.rest.elementsEqual($0.identifier) })?.length else {
                return false
            }
            hashLength = length
        }
        _ = parameters.value(0xA1)
        guard var tagged = parameters.value(0xA2) else { return hashLength != 20 }
        guard let salt = tagged.value(0x02), salt.rest.count == 1, let length = salt.rest.first else { return true }
        return Int(length) != hashLength
    }

    /// id-RSASSA-PSS.
    private static let identifier: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0A]
    /// SHA-256, SHA-384 and SHA-512.
    private static let hashes: [(identifier: [UInt8], length: Int)] = [(1, 32), (2, 48), (3, 64)].map {
        ([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, $0.0], $0.1)
    }
}
