#if OpenSSL
import COpenSSL

/// One certificate revocation list as OpenSSL decoded it, shared by the verifications that use it.
@safe
final class X509RevocationList: @unchecked Sendable {  // never changed after init; what OpenSSL caches inside, it guards by a lock
    let handle: OpaquePointer

    /// Nil unless OpenSSL decodes the octets, all of them.
    init?(der: [UInt8]) {
        let decoded: OpaquePointer? = unsafe decode(
            der, by: { unsafe d2i_X509_CRL(nil, &$0, $1) }, free: { unsafe X509_CRL_free($0) })
        guard let decoded = unsafe decoded else { return nil }
        unsafe handle = decoded
    }

    deinit { unsafe X509_CRL_free(handle) }
}
#endif
