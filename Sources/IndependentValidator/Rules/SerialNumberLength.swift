import ServerIdentity

/// RFC 5280 section 4.1.2.2: "Conforming CAs MUST NOT use serialNumber values longer than 20 octets".
enum SerialNumberLength: ProfileCheck {
    static let rule = ProfileRule.serialNumberLength

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        if role == .anchor { return nil }
        let count = certificate.decoded.serialNumber.count
        return count > 20 ? .broken("a serial number of \(count) octets") : nil
    }
}
