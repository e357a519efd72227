import SwiftASN1

/// TLS features that the certificate's server promises (RFC 7633), by their extension numbers.
struct TLSFeatures: Sendable {
    /// Whether status_request (5) is among them: the server always staples.
    let requiresStaple: Bool

    init(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var requiresStaple = false
        for node in try parseDER(value, field: field).children(.sequence, field) {
            if try node.smallNonNegativeInteger(field) == Self.statusRequest { requiresStaple = true }
        }
        self.requiresStaple = requiresStaple
    }

    private static let statusRequest = 5
}
