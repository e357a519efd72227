import CP11Kit

/// An attribute of an object that distrust is read from.
enum ObjectAttribute: CaseIterable {
    case label, issuer, serialNumber, certificate, isDistrusted, serverDistrustAfter, serverTrust

    /// PKCS #11's number for it, or NSS's, or p11-kit's.
    var type: CK_ATTRIBUTE_TYPE {
        switch self {
        case .label: cp11kit_label
        case .issuer: cp11kit_issuer
        case .serialNumber: cp11kit_serial_number
        case .certificate: cp11kit_value
        case .isDistrusted: cp11kit_distrusted
        case .serverDistrustAfter: cp11kit_server_distrust_after
        case .serverTrust: cp11kit_trust_server_auth
        }
    }
}

/// What an object has of these; some modules say "empty" where they have none.
typealias ObjectValues = [ObjectAttribute: [UInt8]]
