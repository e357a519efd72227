import CGnuTLS
import CGnuTLSClock

/// What an OCSP response says of one certificate.
public enum StapledStatus: Hashable, Sendable {
    /// The response verifies, is in date, and says "good".
    case good
    /// The response verifies and says "revoked". One that is out of date counts as well, if it says no hold: no CA
    /// takes that back.
    case revoked
    /// The response verifies, is in date, and says that the responder does not know the certificate.
    case unknown
    /// Nothing can be concluded from it: one clause says why.
    case invalid(String)

    /// Asks GnuTLS about a stapled response (RFC 6960).
    ///
    /// GnuTLS checks the signature against the issuer, or a responder that the issuer delegated. A response without
    /// nextUpdate counts for 15 days, as in GnuTLS's own handshake.
    ///
    /// - Throws: `GnuTLSError` if one of the certificates can't be decoded.
    public init(response der: [UInt8], of certificate: [UInt8], issuedBy issuer: [UInt8], at instant: Int64) throws(GnuTLSError) {
        let subject = try Certificate(der: certificate)
        let authority = try Certificate(der: issuer, index: 1)
        var raw: gnutls_ocsp_resp_t?
        try check(unsafe gnutls_ocsp_resp_init(&raw), .initialize)
        guard let response = unsafe raw else { throw GnuTLSError(.internalError, .initialize) }
        defer { unsafe gnutls_ocsp_resp_deinit(response) }
        if unsafe withDatum(der, { unsafe gnutls_ocsp_resp_import(response, $0) }) < 0 {
            self = .invalid("it can't be decoded")
            return
        }
        let status = unsafe gnutls_ocsp_resp_get_status(response)
        if status != Int32(GNUTLS_OCSP_RESP_SUCCESSFUL.rawValue) {
            self = .invalid("the responder gave no answer (status \(status))")
            return
        }
        guard let index = unsafe Self.index(of: subject.handle, in: response) else {
            self = .invalid("it is about another certificate")
            return
        }
        var reasons: UInt32 = 0
        let verified = unsafe cgnutls_ocsp_verify_at(time_t(instant), response, authority.handle, &reasons, 0)
        if verified < 0 || reasons != 0 {
            self = .invalid("its signature does not verify (gnutls_ocsp_verify_reason_t \(reasons))")
            return
        }
        self = unsafe Self.single(response, index, instant)
    }

    /// The certificates that a response brings along, DER; nil if GnuTLS can't read the response, or one of them.
    /// Nothing is verified.
    ///
    /// - Throws: `GnuTLSError` if there is no memory.
    public static func certificates(in der: [UInt8]) throws(GnuTLSError) -> [[UInt8]]? {
        var raw: gnutls_ocsp_resp_t?
        try check(unsafe gnutls_ocsp_resp_init(&raw), .initialize)
        guard let response = unsafe raw else { throw GnuTLSError(.internalError, .initialize) }
        defer { unsafe gnutls_ocsp_resp_deinit(response) }
        if unsafe withDatum(der, { unsafe gnutls_ocsp_resp_import(response, $0) }) < 0 { return nil }
        var certificates: UnsafeMutablePointer<gnutls_x509_crt_t?>?
        var count = 0
        if unsafe gnutls_ocsp_resp_get_certs(response, &certificates, &count) < 0 { return nil }
        defer {
            for index in 0..<count { unsafe gnutls_x509_crt_deinit(certificates?[index]) }
            unsafe cgnutls_release(certificates)
        }
        var octets: [[UInt8]] = []
        for index in 0..<count {
            guard let certificate = unsafe certificates?[index] else { continue }
            var der = unsafe gnutls_datum_t()
            try check(unsafe gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_DER, &der), .initialize)
            unsafe octets.append(take(der))
        }
        return octets
    }

    private static func index(of certificate: gnutls_x509_crt_t, in response: gnutls_ocsp_resp_t) -> UInt32? {
        for index in 0..<maximumSingles {
            let status = unsafe gnutls_ocsp_resp_check_crt(response, index, certificate)
            if status == GNUTLS_E_SUCCESS { return index }
            if status == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE { return nil }
        }
        return nil
    }

    /// 64: a stapled response is about one certificate; responders may answer for a few more.
    private static let maximumSingles: UInt32 = 64
    /// `MAX_OCSP_VALIDITY_SECS` of GnuTLS.
    private static let validityWithoutEnd: Int64 = 15 * 86_400

    private static func single(_ response: gnutls_ocsp_resp_t, _ index: UInt32, _ instant: Int64) -> StapledStatus {
        var (status, reason): (UInt32, UInt32) = (0, 0)
        var (thisUpdate, nextUpdate): (time_t, time_t) = (-1, -1)
        let result = unsafe gnutls_ocsp_resp_get_single(
            response, index, nil, nil, nil, nil, &status, &thisUpdate, &nextUpdate, nil, &reason)
        if result < 0 || thisUpdate == -1 { return .invalid("its dates can't be read") }
        if Int64(thisUpdate) > instant { return .invalid("it comes from the future") }
        if nextUpdate == -1 ? instant - Int64(thisUpdate) > validityWithoutEnd : Int64(nextUpdate) < instant {
            let isRevoked = status == GNUTLS_OCSP_CERT_REVOKED.rawValue
            if isRevoked, reason == GNUTLS_X509_CRLREASON_CERTIFICATEHOLD.rawValue {
                return .invalid("it is out of date; by it the certificate was on hold")
            }
            return isRevoked ? .revoked : .invalid("it is out of date")
        }
        return switch status {
        case GNUTLS_OCSP_CERT_GOOD.rawValue: .good
        case GNUTLS_OCSP_CERT_REVOKED.rawValue: .revoked
        default: .unknown
        }
    }
}

extension CertificateList {
    /// Whether the leaf demands a stapled response: TLS feature status_request (RFC 7633). A feature list that can't be
    /// read demands it too.
    public var leafDemandsStaple: Bool {
        var raw: gnutls_x509_tlsfeatures_t?
        guard unsafe gnutls_x509_tlsfeatures_init(&raw) >= 0, let features = unsafe raw else { return true }
        defer { unsafe gnutls_x509_tlsfeatures_deinit(features) }
        let status = unsafe gnutls_x509_crt_get_tlsfeatures(handles[0], features, 0, nil)
        if status == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE { return false }
        if status < 0 { return true }
        var index: UInt32 = 0
        var feature: UInt32 = 0
        while unsafe gnutls_x509_tlsfeatures_get(features, index, &feature) >= 0 {
            if feature == 5 { return true }
            index += 1
        }
        return false
    }
}
