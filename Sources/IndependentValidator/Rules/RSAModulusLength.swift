import ServerIdentity

/// CABF BR 6.1.5: "the modulus size, in bits, is evenly divisible by 8".
enum RSAModulusLength: ProfileCheck {
    static let rule = ProfileRule.rsaModulusLength

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        guard let bits = certificate.key.modulusBits, !bits.isMultiple(of: 8) else { return nil }
        return .broken("an RSA modulus of \(bits) bits")
    }
}
