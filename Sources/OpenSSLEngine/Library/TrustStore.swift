#if OpenSSL
import COpenSSL

/// Anchors and revocation lists as OpenSSL took them; made once, then shared by all threads.
@safe
final class TrustStore: @unchecked Sendable {  // nothing is added after init; OpenSSL's look-ups hold the store's own lock
    let handle: OpaquePointer
    /// The anchors that OpenSSL took.
    let anchors: [X509Certificate]
    /// The places of the anchors that OpenSSL can't decode.
    let unusableAnchors: [Int]
    /// The lists that OpenSSL took. They are not in the store, where OpenSSL would look for them by the name of a
    /// certificate's issuer: an indirect list has another one.
    let lists: [X509RevocationList]
    /// The places of the revocation lists that OpenSSL can't decode.
    let unusableLists: [Int]

    /// Takes anchors and lists as DER; nil if there is no memory.
    init?(anchors: [[UInt8]], revocationLists: [[UInt8]]) {
        guard let store = unsafe X509_STORE_new() else { return nil }
        unsafe handle = store
        var usable: [X509Certificate] = []
        var unusable: [Int] = []
        for (index, der) in anchors.enumerated() {
            // The store counts a reference of its own.
            if let anchor = X509Certificate(der: der), unsafe X509_STORE_add_cert(store, anchor.handle) == 1 {
                usable.append(anchor)
            } else {
                unusable.append(index)
            }
        }
        self.anchors = usable
        unusableAnchors = unusable
        let decoded = revocationLists.map { X509RevocationList(der: $0) }
        lists = decoded.compactMap(\.self)
        unusableLists = decoded.indices.filter { decoded[$0] == nil }
        forgetErrors()
    }

    deinit { unsafe X509_STORE_free(handle) }
}
#endif
