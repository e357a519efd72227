import CP11Kit

/// What objects say of distrust.
struct FoundDistrust {
    private(set) var entries: [TokenDistrust.Entry] = []
    private(set) var dates: [TokenDistrust.DistrustDate] = []
    private(set) var certificates: Set<[UInt8]> = []
    private(set) var withoutOctets = 0

    /// Takes an NSS trust object.
    mutating func takeTrust(_ values: ObjectValues) throws(TokenDistrustError) {
        guard let trust = values[.serverTrust], !Self.othersThanDistrust.contains(trust) else { return }
        // An unknown value may be a new word for distrust.
        if trust != Self.notTrusted {
            throw TokenDistrustError("the object '\(Self.label(values))' has an unknown value for its trust in TLS servers")
        }
        try distrust(values)
    }

    /// Takes a certificate.
    mutating func takeCertificate(_ values: ObjectValues) throws(TokenDistrustError) {
        let certificate = values[.certificate]
        if let certificate { certificates.insert(certificate) }
        if let mark = values[.isDistrusted], mark != Self.no {
            try distrust(values)
            if certificate == nil { withoutOctets += 1 }
        }
        // CK_FALSE: there is no such date. A certificate without octets is no anchor.
        guard let certificate, let date = values[.serverDistrustAfter], date != Self.no else { return }
        dates.append(TokenDistrust.DistrustDate(certificate: certificate, date: date, label: Self.label(values)))
    }

    private mutating func distrust(_ values: ObjectValues) throws(TokenDistrustError) {
        let label = Self.label(values)
        let certificate = values[.certificate] ?? []
        if let issuer = values[.issuer], let serial = values[.serialNumber].flatMap(Self.integerContent) {
            entries.append(TokenDistrust.Entry(issuer: issuer, serial: serial, certificate: certificate, label: label))
        } else if !certificate.isEmpty {
            entries.append(TokenDistrust.Entry(issuer: [], serial: [], certificate: certificate, label: label))
        } else {
            throw TokenDistrustError("the object '\(label)' distrusts a certificate without saying its issuer and serial number")
        }
    }

    /// The content of a DER INTEGER of fewer than 128 octets; serial numbers have at most 20 (RFC 5280 section
    /// 4.1.2.2).
    private static func integerContent(_ der: [UInt8]) -> [UInt8]? {
        guard der.count > 2, der[0] == 0x02, der[1] < 0x80, der.count == 2 + Int(der[1]) else { return nil }
        return Array(der.dropFirst(2))
    }

    private static func label(_ values: ObjectValues) -> String { String(decoding: values[.label] ?? [], as: UTF8.self) }

    /// CK_FALSE.
    private static let no: [UInt8] = [0]
    private static let notTrusted = octets(cp11kit_not_trusted)
    private static let othersThanDistrust = [
        cp11kit_other_trust.0, cp11kit_other_trust.1, cp11kit_other_trust.2, cp11kit_other_trust.3, cp11kit_other_trust.4,
    ].map(octets)

    /// As a module of this machine writes the number.
    private static func octets(_ trust: CK_TRUST) -> [UInt8] { unsafe withUnsafeBytes(of: trust) { unsafe [UInt8]($0) } }
}
