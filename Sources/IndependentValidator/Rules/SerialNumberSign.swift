import ServerIdentity

/// RFC 5280 section 4.1.2.2: the serial number is a positive integer.
enum SerialNumberSign: ProfileCheck {
    static let rule = ProfileRule.serialNumberSign

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        // Roots with the serial number 0 are in every root program, and nothing refers to an anchor by its serial number.
        if role == .anchor { return nil }
        let octets = certificate.decoded.serialNumber
        if octets.first.map({ $0 >= 0x80 }) == true { return .broken("a negative serial number") }
        return octets.allSatisfy { $0 == 0 } ? .broken("the serial number 0") : nil
    }
}
