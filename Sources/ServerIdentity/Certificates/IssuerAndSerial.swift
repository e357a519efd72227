/// What a CA tells its certificates apart by (RFC 5280 section 4.1.2.2).
public struct IssuerAndSerial: Hashable, Sendable {
    /// The DER encoding of the issuer's Name.
    public let issuer: [UInt8]
    /// The content octets of the serialNumber INTEGER, without zeros in front.
    public let serial: [UInt8]

    /// Takes both as an engine's own library reads them. A serial number may come with the zero that keeps it positive,
    /// or without it, as many lists write it.
    public init(issuer: [UInt8], serial: [UInt8]) {
        self.issuer = issuer
        self.serial = serial.first == 0 ? Array(serial.drop { $0 == 0 }) : serial
    }

    /// Equal octets.
    public static func == (first: IssuerAndSerial, second: IssuerAndSerial) -> Bool {
        first.serial.isEqual(to: second.serial) && first.issuer.isEqual(to: second.issuer)
    }

    /// Hashes the serial number, which tells nearly all certificates apart.
    public func hash(into hasher: inout Hasher) { serial.hashWords(into: &hasher) }
}
