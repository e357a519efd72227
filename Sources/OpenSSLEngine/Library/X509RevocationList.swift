#if OpenSSL
import COpenSSL
import ServerIdentity

/// One certificate revocation list as OpenSSL decoded it, shared by the verifications that use it.
@safe
final class X509RevocationList: @unchecked Sendable {  // never changed after init; what OpenSSL caches inside, it guards by a lock
    let handle: OpaquePointer
    /// thisUpdate; nil where OpenSSL can't read it.
    let made: Instant?
    /// nextUpdate; nil if there is none.
    let ends: Instant?
    /// cRLNumber in hexadecimal digits without leading zeros; nil if there is none.
    private let number: String?
    /// Whether it is relative to another one (RFC 5280 section 5.2.4).
    let isDelta: Bool
    /// What its signature hashes with.
    private let hash: Int32

    /// Nil unless OpenSSL decodes the octets, all of them.
    init?(der: [UInt8]) {
        let decoded: OpaquePointer? = unsafe decode(
            der, by: { unsafe d2i_X509_CRL(nil, &$0, $1) }, free: { unsafe X509_CRL_free($0) })
        guard let decoded = unsafe decoded else { return nil }
        unsafe handle = decoded
        made = unsafe instant(X509_CRL_get0_lastUpdate(decoded))
        ends = unsafe X509_CRL_get0_nextUpdate(decoded).flatMap { unsafe instant($0) }
        number = unsafe Self.number(decoded)
        isDelta = unsafe X509_CRL_get_ext_by_NID(decoded, NID_delta_crl, -1) >= 0
        var hash = NID_undef
        unsafe OBJ_find_sigid_algs(X509_CRL_get_signature_nid(decoded), &hash, nil)
        self.hash = hash
    }

    deinit { unsafe X509_CRL_free(handle) }

    /// Why a list that OpenSSL takes is no proof that a certificate is good. Rules of ours: OpenSSL 3.0 has none.
    enum Weakness {
        /// It has no nextUpdate (RFC 5280 section 5.1.2.5 demands one), so that it never ages.
        case undated
        /// Signed with SHA-1 (RFC 9155).
        case weaklySigned
    }

    var weakness: Weakness? { hash == NID_sha1 ? .weaklySigned : ends == nil ? .undated : nil }

    /// Whether anything may be concluded from it: not if it is of the future, or signed with what is older than SHA-1.
    func isUsable(at instant: Instant) -> Bool {
        guard let made, hash != NID_md5, hash != NID_md4, hash != NID_md2, hash != NID_md5_sha1 else { return false }
        return made <= instant
    }

    /// Whether it bears the name of a certificate's issuer.
    func isIssued(byIssuerOf certificate: X509Certificate) -> Bool {
        unsafe X509_NAME_cmp(X509_CRL_get_issuer(handle), X509_get_issuer_name(certificate.handle)) == 0
    }

    /// Whether it could show that a certificate is good.
    func isProof(at instant: Instant) -> Bool {
        guard weakness == nil, isUsable(at: instant), let ends else { return false }
        return instant <= ends
    }

    /// Whether it was made later than another one, or in the same second with a higher number.
    func isNewer(than other: X509RevocationList) -> Bool {
        guard made == other.made else { return (made ?? .earliest) > (other.made ?? .earliest) }
        guard let number else { return false }
        guard let before = other.number else { return true }
        return number.count != before.count ? number.count > before.count : number > before
    }

    /// What an entry says.
    enum Statement {
        case revoked
        /// certificateHold: it may be lifted again.
        case onHold
        /// No entry, or only removeFromCRL.
        case nothing
    }

    /// What it says of a certificate; nothing is verified.
    func statement(on certificate: X509Certificate) -> Statement {
        unsafe Self.statement(of: handle, on: certificate.handle)
    }

    static func statement(of list: OpaquePointer, on certificate: OpaquePointer?) -> Statement {
        var entry: OpaquePointer?
        guard let certificate = unsafe certificate, unsafe X509_CRL_get0_by_cert(list, &entry, certificate) > 0 else {
            return .nothing
        }
        guard let value = unsafe X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nil, nil) else { return .revoked }
        let reason = unsafe value.assumingMemoryBound(to: ASN1_ENUMERATED.self)
        defer { unsafe ASN1_ENUMERATED_free(reason) }
        switch unsafe ASN1_ENUMERATED_get(reason) {
        case Int(CRL_REASON_CERTIFICATE_HOLD): return .onHold
        case Int(CRL_REASON_REMOVE_FROM_CRL): return .nothing
        default: return .revoked
        }
    }

    private static func number(_ list: OpaquePointer) -> String? {
        guard let value = unsafe X509_CRL_get_ext_d2i(list, NID_crl_number, nil, nil) else { return nil }
        let number = unsafe value.assumingMemoryBound(to: ASN1_INTEGER.self)
        defer { unsafe ASN1_INTEGER_free(number) }
        let length = unsafe Int(ASN1_STRING_length(number))
        let octets = unsafe UnsafeBufferPointer(start: ASN1_STRING_get0_data(number), count: length)
        let digits = unsafe octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return String(digits.drop { $0 == "0" })
    }
}
#endif
