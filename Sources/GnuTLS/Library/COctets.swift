import CGnuTLS

/// Copies what GnuTLS lent us; the memory stays GnuTLS's.
func copy(_ borrowed: gnutls_datum_t) -> [UInt8] {
    guard let data = unsafe borrowed.data else { return [] }
    return unsafe [UInt8](UnsafeBufferPointer(start: data, count: Int(borrowed.size)))
}

/// Copies what GnuTLS allocated for us, and frees it.
func take(_ owned: gnutls_datum_t) -> [UInt8] {
    let octets = unsafe copy(owned)
    unsafe cgnutls_release(owned.data)
    return octets
}

/// Lends octets to a C call; the pointer is valid only inside the closure, and GnuTLS only reads through it.
func withDatum<R, E: Error>(_ octets: [UInt8], _ body: (UnsafePointer<gnutls_datum_t>) throws(E) -> R) throws(E) -> R {
    let result: Result<R, E> = unsafe octets.withUnsafeBufferPointer { buffer in
        let base = unsafe UnsafeMutablePointer(mutating: buffer.baseAddress)
        var datum = unsafe gnutls_datum_t(data: base, size: UInt32(buffer.count))
        do throws(E) {
            return unsafe .success(try body(&datum))
        } catch {
            return .failure(error)
        }
    }
    return try result.get()
}
