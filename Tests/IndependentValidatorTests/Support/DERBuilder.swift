/// Octets of DER for tests, also of what no proper encoder would write.
typealias Octets = [UInt8]

/// One value: tag, length, content.
func tlv(_ tag: UInt8, _ content: Octets) -> Octets {
    let count = content.count
    let length: Octets =
        count < 0x80 ? [UInt8(count)] : count < 0x100 ? [0x81, UInt8(count)] : [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
    return [tag] + length + content
}

func sequence(_ parts: Octets...) -> Octets { tlv(0x30, parts.flatMap(\.self)) }
func set(_ parts: Octets...) -> Octets { tlv(0x31, parts.flatMap(\.self)) }
func octetString(_ content: Octets) -> Octets { tlv(0x04, content) }
func utf8String(_ text: String) -> Octets { tlv(0x0C, Octets(text.utf8)) }
func ia5String(_ text: String) -> Octets { tlv(0x16, Octets(text.utf8)) }
func utcTime(_ text: String) -> Octets { tlv(0x17, Octets(text.utf8)) }
func generalizedTime(_ text: String) -> Octets { tlv(0x18, Octets(text.utf8)) }
func bitString(_ content: Octets) -> Octets { tlv(0x03, [0] + content) }

/// Object identifiers by the content octets of their encoding.
enum Identifier {
    static let commonName: Octets = [0x55, 0x04, 0x03]
    static let organization: Octets = [0x55, 0x04, 0x0A]
    static let subjectKeyIdentifier: Octets = [0x55, 0x1D, 0x0E]
    static let subjectAlternativeName: Octets = [0x55, 0x1D, 0x11]
    static let authorityKeyIdentifier: Octets = [0x55, 0x1D, 0x23]
    static let keyUsage: Octets = [0x55, 0x1D, 0x0F]
    static let basicConstraints: Octets = [0x55, 0x1D, 0x13]
    static let nameConstraints: Octets = [0x55, 0x1D, 0x1E]
    static let certificatePolicies: Octets = [0x55, 0x1D, 0x20]
    static let policyConstraints: Octets = [0x55, 0x1D, 0x24]
    static let extendedKeyUsage: Octets = [0x55, 0x1D, 0x25]
    static let inhibitAnyPolicy: Octets = [0x55, 0x1D, 0x36]
    static let serviceName: Octets = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x08, 0x07]
    static let ecdsaSHA256: Octets = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]
    static let ed25519: Octets = [0x2B, 0x65, 0x70]
}

func identifier(_ content: Octets) -> Octets { tlv(0x06, content) }
func attribute(_ type: Octets, _ value: Octets) -> Octets { set(sequence(identifier(type), value)) }
func name(_ commonName: String) -> Octets { sequence(attribute(Identifier.commonName, utf8String(commonName))) }

/// GeneralNames.
func dnsName(_ text: String) -> Octets { tlv(0x82, Octets(text.utf8)) }
func ipName(_ octets: Octets) -> Octets { tlv(0x87, octets) }
func uriName(_ text: String) -> Octets { tlv(0x86, Octets(text.utf8)) }
func emailName(_ text: String) -> Octets { tlv(0x81, Octets(text.utf8)) }
func serviceName(_ text: String) -> Octets { otherName(Identifier.serviceName, ia5String(text)) }
func otherName(_ type: Octets, _ value: Octets) -> Octets { tlv(0xA0, identifier(type) + tlv(0xA0, value)) }

/// As `tlv`, for contents beyond 64 KiB too.
func bigTLV(_ tag: UInt8, _ content: Octets) -> Octets {
    if content.count < 0x10000 { return tlv(tag, content) }
    return [tag, 0x83, UInt8(content.count >> 16), UInt8(content.count >> 8 & 0xFF), UInt8(content.count & 0xFF)] + content
}
