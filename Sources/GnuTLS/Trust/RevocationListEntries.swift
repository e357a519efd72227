/// What the entries of a revocation list say of one serial number, read from its DER: GnuTLS 3.7.9 finds an entry and
/// gives no access to its reason.
enum RevocationListEntries {
    /// What a list says, the gravest first where it has several entries of one number.
    enum Statement {
        case revoked
        /// certificateHold: it may be lifted again.
        case onHold
        /// No entry, or only removeFromCRL.
        case nothing
    }

    /// - Parameters:
    ///   - serial: the content octets of the serial number.
    ///   - list: DER, as `RevocationListWork` has walked over it.
    static func statement(on serial: [UInt8], in list: [UInt8]) -> Statement {
        var outer = DERScanner(list[...])
        guard var whole = outer.value(0x30), var fields = whole.value(0x30) else { return .revoked }
        _ = fields.value(0x02)  // version
        _ = fields.value(0x30)  // signature
        _ = fields.value(0x30)  // issuer
        for _ in ["thisUpdate", "nextUpdate"] { if fields.value(0x17) == nil { _ = fields.value(0x18) } }
        guard var entries = fields.value(0x30) else { return .nothing }
        var statement = Statement.nothing
        while let entry = entries.value(0x30) {
            var fields = entry
            guard fields.value(0x02)?.rest.elementsEqual(serial) == true else { continue }
            if fields.value(0x17) == nil { _ = fields.value(0x18) }
            switch fields.value(0x30).map(reason) {
            case certificateHold?: statement = .onHold
            case removeFromCRL?: continue
            default: return .revoked
            }
        }
        return statement
    }

    /// The reasonCode among the extensions of an entry (RFC 5280 section 5.3.1); 0, unspecified, if there is none.
    private static func reason(_ extensions: DERScanner) -> UInt8 {
        var extensions = extensions
        while var fields = extensions.value(0x30) {
            guard fields.value(0x06)?.rest.elementsEqual(reasonCode) == true else { continue }
            _ = fields.value(0x01)  // critical
            var value = fields.value(0x04)
            return value?.value(0x0A)?.rest.last ?? 0
        }
        return 0
    }

    private static let reasonCode: [UInt8] = [0x55, 0x1D, 0x15]
    private static let certificateHold: UInt8 = 6
    private static let removeFromCRL: UInt8 = 8
}
