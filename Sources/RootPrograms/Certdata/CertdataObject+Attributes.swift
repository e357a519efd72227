import ServerIdentity

/// The value of an attribute, in one of the forms that a certdata.txt has.
enum CertdataValue {
    case octets([UInt8])
    case text([UInt8])
    /// A word: CK_TRUE, CKT_NSS_TRUSTED_DELEGATOR.
    case constant(String)
}

extension CertdataObject {
    /// Takes an attribute; those that say nothing about a certificate or its trust are passed over.
    mutating func take(_ fields: CertdataFields, _ value: CertdataValue) throws(CertdataProblem.Reason) {
        let name = fields.name
        switch name {
        case "CKA_LABEL": try takeLabel(fields, value)
        case "CKA_SUBJECT": subject = try Self.octets(fields, value)
        case "CKA_ISSUER": issuer = try Self.octets(fields, value)
        case "CKA_SERIAL_NUMBER": serial = try Self.octets(fields, value)
        case "CKA_VALUE": certificate = try Self.octets(fields, value)
        case "CKA_CERT_SHA1_HASH", "CKA_NSS_CERT_SHA1_HASH":
            let octets = try Self.octets(fields, value)
            if let sha1, sha1 != octets { throw .duplicateAttribute(name: name) }
            sha1 = octets
        case "CKA_HASH_OF_CERTIFICATE": hash = try Self.octets(fields, value)
        case "CKA_NAME_HASH_ALGORITHM": hashAlgorithm = try Self.constant(fields, value)
        case "CKA_NSS_SERVER_DISTRUST_AFTER": serverDistrustAfter = try Self.date(fields, value)
        case "CKA_NSS_EMAIL_DISTRUST_AFTER": emailDistrustAfter = try Self.date(fields, value)
        case _ where fields.type == "CK_TRUST": try takeTrust(fields, value)
        default:
            if Self.purposes[name] != nil { throw .wrongType(name: name, type: fields.type) }
        }
    }

    /// By the names of Netscape and NSS, of NSS since it knows those of PKCS #11 version 3.2 as well, and of these.
    private static let purposes: [String: RootPurpose] = [
        "CKA_TRUST_SERVER_AUTH": .server, "CKA_NSS_TRUST_SERVER_AUTH": .server, "CKA_PKCS_TRUST_SERVER_AUTH": .server,
        "CKA_TRUST_EMAIL_PROTECTION": .email, "CKA_NSS_TRUST_EMAIL_PROTECTION": .email, "CKA_PKCS_TRUST_EMAIL_PROTECTION": .email,
        "CKA_TRUST_CODE_SIGNING": .code, "CKA_NSS_TRUST_CODE_SIGNING": .code, "CKA_PKCS_TRUST_CODE_SIGNING": .code,
    ]

    private mutating func takeLabel(_ fields: CertdataFields, _ value: CertdataValue) throws(CertdataProblem.Reason) {
        let octets: [UInt8]
        switch value {
        case .text(let text): octets = text
        case .octets(let text): octets = text
        case .constant: throw .wrongType(name: fields.name, type: fields.type)
        }
        if let text = String(validating: octets, as: UTF8.self) {
            label = text
        } else {
            label = EscapedText(octets).description
            hasMalformedLabel = true
        }
    }

    private mutating func takeTrust(_ fields: CertdataFields, _ value: CertdataValue) throws(CertdataProblem.Reason) {
        let constant = try Self.constant(fields, value)
        // A constant of another purpose is read too: a list of the future must not be half understood.
        guard let level = TrustLevel(constant: constant) else { throw .unknownTrust(attribute: fields.name, constant: constant) }
        guard case .trust = kind else {
            defer { hasMisplacedTrust = true }
            if hasMisplacedTrust { return }
            throw .misplacedTrust(attribute: fields.name)
        }
        guard let purpose = Self.purposes[fields.name] else { return }
        if trust[purpose] != .unstated, trust[purpose] != level { throw .duplicateAttribute(name: fields.name) }
        trust[purpose] = level
    }

    private static func octets(_ fields: CertdataFields, _ value: CertdataValue) throws(CertdataProblem.Reason) -> [UInt8] {
        guard case .octets(let octets) = value else { throw .wrongType(name: fields.name, type: fields.type) }
        return octets
    }

    private static func constant(_ fields: CertdataFields, _ value: CertdataValue) throws(CertdataProblem.Reason) -> String {
        guard case .constant(let constant) = value else { throw .wrongType(name: fields.name, type: fields.type) }
        return constant
    }

    private static func date(_ fields: CertdataFields, _ value: CertdataValue) throws(CertdataProblem.Reason) -> DistrustAfter {
        switch value {
        case .constant("CK_FALSE"): return .never
        case .octets(let octets):
            guard let date = DistrustAfter(octets) else { throw .malformedDate(attribute: fields.name) }
            return date
        case .constant, .text: throw .malformedDate(attribute: fields.name)
        }
    }
}
