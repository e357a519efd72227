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
    let undecodableLists: [Int]
    /// The places of the revocation lists that OpenSSL was not asked to decode.
    let listsAboveLimit: [Int]

    /// Takes anchors and lists as DER; nil if there is no memory. Lists beyond the limits (`RevocationListWork`), in
    /// their order, are left out.
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
        var (lists, undecodable, aboveLimit): ([X509RevocationList], [Int], [Int]) = ([], [], [])
        var work = RevocationListWork()
        for (index, der) in revocationLists.enumerated() {
            if !work.takes(der) {
                aboveLimit.append(index)
            } else if let list = X509RevocationList(der: der) {
                lists.append(list)
            } else {
                undecodable.append(index)
            }
        }
        (self.lists, undecodableLists, listsAboveLimit) = (lists, undecodable, aboveLimit)
        forgetErrors()
    }

    deinit { unsafe X509_STORE_free(handle) }
}
#endif
