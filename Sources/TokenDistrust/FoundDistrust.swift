import CP11Kit

/// What objects say of distrust, by the values of their attributes; nil for those that an object does not have.
struct FoundDistrust {
    private(set) var entries: [TokenDistrust.Entry] = []
    private(set) var dates: [TokenDistrust.DistrustDate] = []

    /// In this order the values come.
    static let trustAttributes = [cp11kit_trust_server_auth, cp11kit_issuer, cp11kit_serial_number, cp11kit_label]
    static let certificateAttributes = [
        cp11kit_distrusted, cp11kit_server_distrust_after, cp11kit_issuer, cp11kit_serial_number, cp11kit_value, cp11kit_label,
    ]

    /// Takes a trust object.
    mutating func takeTrust(_ values: [[UInt8]?]) throws(TokenDistrustError) {
        let label = Self.label(values[3])
        guard let trust = values[0], !Self.othersThanDistrust.contains(trust) else { return }
        // An unknown value may be a new word for distrust.
        if trust != Self.notTrusted {
            throw TokenDistrustError("the object '\(label)' has an unknown value for its trust in TLS servers")
        }
        try take(values[1], values[2], certificate: nil, label)
    }

    /// Takes a certificate.
    mutating func takeCertificate(_ values: [[UInt8]?]) throws(TokenDistrustError) {
        let certificate = values[4] ?? []
        let label = Self.label(values[5])
        if let distrusted = values[0], distrusted != [0] { try take(values[2], values[3], certificate: certificate, label) }
        // CK_FALSE: there is no such date. A certificate without octets is no anchor.
        guard let date = values[1], !date.isEmpty, date != [0], !certificate.isEmpty else { return }
        dates.append(TokenDistrust.DistrustDate(certificate: certificate, date: date, label: label))
    }

    private mutating func take(
        _ issuer: [UInt8]?, _ serial: [UInt8]?, certificate: [UInt8]?, _ label: String
    ) throws(TokenDistrustError) {
        let certificate = certificate ?? []
        let number = serial.flatMap(Self.integerContent)
        let hasNumber = issuer?.isEmpty == false && number != nil
        guard hasNumber || !certificate.isEmpty else {
            throw TokenDistrustError("the object '\(label)' distrusts a certificate without saying its issuer and serial number")
        }
        entries.append(
            TokenDistrust.Entry(
                issuer: hasNumber ? issuer ?? [] : [], serial: hasNumber ? number ?? [] : [], certificate: certificate, label: label
            ))
    }

    /// The content of a DER INTEGER of fewer than 128 octets; serial numbers have at most 20 (RFC 5280 section 4.1.2.2).
    static func integerContent(_ der: [UInt8]) -> [UInt8]? {
        guard der.count > 2, der[0] == 0x02, der[1] < 0x80, der.count == 2 + Int(der[1]) else { return nil }
        return Array(der.dropFirst(2))
    }

    private static func label(_ octets: [UInt8]?) -> String { String(decoding: octets ?? [], as: UTF8.self) }

    /// As a module of this machine writes the number.
    private static func octets(_ trust: CK_TRUST) -> [UInt8] { unsafe withUnsafeBytes(of: trust) { unsafe [UInt8]($0) } }

    static let notTrusted = octets(cp11kit_not_trusted)
    private static let othersThanDistrust = [
        cp11kit_other_trust.0, cp11kit_other_trust.1, cp11kit_other_trust.2, cp11kit_other_trust.3, cp11kit_other_trust.4,
    ].map(octets)
}
