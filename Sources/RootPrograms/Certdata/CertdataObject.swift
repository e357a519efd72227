import ServerIdentity

/// One object of a certdata.txt: what this package needs of its attributes.
struct CertdataObject: Sendable {
    enum Kind: Hashable, Sendable {
        case certificate
        /// By the class's name: CKO_NSS_TRUST, CKO_NETSCAPE_TRUST, or CKO_TRUST of PKCS #11 version 3.2.
        case trust(String)
        /// The object that says that this is a list of roots.
        case rootList
        case other
    }

    let kind: Kind
    /// The line of its CKA_CLASS.
    let line: Int
    /// Empty if it has none; escaped if it was not UTF-8.
    var label = ""
    var subject: [UInt8]?
    var issuer: [UInt8]?
    /// With tag and length.
    var serial: [UInt8]?
    var certificate: [UInt8]?
    var sha1: [UInt8]?
    /// CKA_HASH_OF_CERTIFICATE, by an algorithm of its own.
    var hash: [UInt8]?
    var hashAlgorithm: String?
    var trust = PurposeTrust()
    var serverDistrustAfter = DistrustAfter.unstated
    var emailDistrustAfter = DistrustAfter.unstated
    /// Something in it can't be trusted to mean what it should; the problem was named.
    var isExcluded = false
    /// The label that was just taken is not UTF-8.
    var hasMalformedLabel = false
    /// It says something of trust, and is no trust object; that was named.
    var hasMisplacedTrust = false
    private var names: Set<String> = []

    init(_ kind: Kind, line: Int) {
        self.kind = kind
        self.line = line
    }

    /// Notes an attribute; false if the object has it already.
    mutating func begin(_ name: String) -> Bool { names.insert(name).inserted }

    /// Whether it distrusts for a purpose.
    var isDistrust: Bool { trust.contains(.notTrusted) }

    /// The content octets of the serial number; nil if it is no DER INTEGER (of less than 128 octets, as all are).
    var serialContent: [UInt8]? {
        guard let serial, serial.count > 2, serial[0] == 0x02, serial[1] < 0x80, Int(serial[1]) == serial.count - 2 else {
            return nil
        }
        return Array(serial[2...])
    }
}
