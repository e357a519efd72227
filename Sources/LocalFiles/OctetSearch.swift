import Glibc

extension Span where Element == UInt8 {
    /// Where an octet stands first, from a place on; nil if it does not. By the C library, which looks at many octets
    /// at once: a file of 64 MiB may be one line.
    package func place(of octet: UInt8, from start: Int, before end: Int? = nil) -> Int? {
        let end = end ?? count
        if start >= end { return nil }
        return unsafe withUnsafeBytes { octets in
            guard let first = octets.baseAddress, let found = unsafe memchr(first + start, Int32(octet), end - start) else {
                return nil
            }
            return unsafe UnsafeRawPointer(found) - first
        }
    }
}

extension [UInt8] {
    /// The same of an array.
    package func place(of octet: UInt8, from start: Int, before end: Int? = nil) -> Int? {
        span.place(of: octet, from: start, before: end)
    }
}
