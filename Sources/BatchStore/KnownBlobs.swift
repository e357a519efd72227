/// Which octets a store has already, by SHA-256, within a bound: an intermediate that every thousandth chain brings is
/// looked up in memory, not in the database.
///
/// Two generations: when the young one is full it becomes the old one, and the old one is forgotten. What is met again
/// moves to the young one, so that leaves that come once push no intermediate out.
struct KnownBlobs {
    /// 8,192 digests in each generation: more intermediates than the public CAs have in use, in under 2 MB.
    static let capacity = 8_192

    private var young: [Digest: Int64] = [:]
    private var old: [Digest: Int64] = [:]

    /// The `blob.id` of octets with this SHA-256; nil says nothing about the database.
    mutating func id(of digest: Digest) -> Int64? {
        if let id = young[digest] { return id }
        guard let id = old[digest] else { return nil }
        remember(digest, id)
        return id
    }

    /// Remembers the `blob.id` of octets.
    mutating func remember(_ digest: Digest, _ id: Int64) {
        if young.count >= Self.capacity {
            old = young
            young = [:]
        }
        young[digest] = id
    }
}

/// A SHA-256 as a value without memory of its own.
struct Digest: Hashable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// Fails if there aren't 32 octets.
    init?(_ octets: [UInt8]) {
        guard octets.count == 32 else { return nil }
        func word(_ start: Int) -> UInt64 { octets[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) } }
        words = (word(0), word(8), word(16), word(24))
    }

    static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

    // Any 64 of a digest's bits are as good as a hash of them all.
    func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
