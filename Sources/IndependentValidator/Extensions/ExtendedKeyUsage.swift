import ServerIdentity
import SwiftASN1

/// extendedKeyUsage (RFC 5280 section 4.2.1.12): the purposes of the key, at least one.
struct ExtendedKeyUsage: Sendable {
    let purposes: [OID]

    init(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var purposes: [OID] = []
        for node in try parseDER(value, field: field).children(.sequence, field) { purposes.append(try OID(node, field)) }
        if purposes.isEmpty { throw CertificateDecodingError(field: field, reason: "no purpose: SIZE (1..MAX)") }
        self.purposes = purposes
    }

    /// Whether a purpose is among them, or any purpose will do, or the list says anyExtendedKeyUsage.
    func allows(_ purpose: Policy.Purpose) -> Bool {
        switch purpose {
        case .any: true
        case .serverAuthentication: purposes.contains { $0 == .serverAuthentication || $0 == .anyExtendedKeyUsage }
        case .clientAuthentication: purposes.contains { $0 == .clientAuthentication || $0 == .anyExtendedKeyUsage }
        }
    }

    /// The purposes as text, the first few.
    var text: String {
        let shown = purposes.prefix(4).map { Self.names[$0] ?? $0.description }.joined(separator: ", ")
        return purposes.count > 4 ? "\(shown) and \(purposes.count - 4) more" : shown
    }

    private static let names: [OID: String] = [
        .anyExtendedKeyUsage: "anyExtendedKeyUsage", .serverAuthentication: "serverAuth", .clientAuthentication: "clientAuth",
        OID(1, 3, 6, 1, 5, 5, 7, 3, 3): "codeSigning", OID(1, 3, 6, 1, 5, 5, 7, 3, 4): "emailProtection",
        OID(1, 3, 6, 1, 5, 5, 7, 3, 8): "timeStamping", OID(1, 3, 6, 1, 5, 5, 7, 3, 9): "OCSPSigning",
    ]
}

extension OID {
    static let anyExtendedKeyUsage = OID(2, 5, 29, 37, 0)
    static let serverAuthentication = OID(1, 3, 6, 1, 5, 5, 7, 3, 1)
    static let clientAuthentication = OID(1, 3, 6, 1, 5, 5, 7, 3, 2)
}
