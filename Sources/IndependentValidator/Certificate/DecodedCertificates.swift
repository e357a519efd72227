public import ServerIdentity
import Synchronization

/// A decoder that remembers: each certificate is decoded once, for a validator that needs it whole and for a report
/// that needs its facts (RFC 5280 section 4.1).
///
/// What a certificate says is a function of its octets, and it is found by every one of them; so what is remembered
/// changes no verdict. A verdict that comes from a memory needs no decoding either: the facts of its chain are here.
///
/// Several threads may share one. What is held is bounded by `Limits`; what has not been asked for longest goes first.
///
/// ```swift
/// let certificates = DecodedCertificates()
/// let validator = SwiftValidator(version: "1.0", certificates: certificates)
/// let answer = validator.examine(question)
/// let facts = question.subject.chain.certificates.map { certificates.facts(of: $0) }
/// ```
public final class DecodedCertificates: Sendable {
    /// How much is held.
    public struct Limits: Hashable, Sendable {
        /// Certificates at most, at least 2. Default: 2,048, the web's thousand issuers and as many leaves in between.
        public var entries = 2_048
        /// Octets at most, DER and what was decoded of it. Default: 24 MiB, `entries` certificates of the usual 1.5
        /// KiB. A certificate that would take an eighth of it is decoded each time: one with thousands of names.
        public var octets = 24 * 1_024 * 1_024

        /// The defaults.
        public init() {}
    }

    private let anchors: DecodedAnchors
    private let limits: Limits
    private let store = Mutex(Store())
    /// Orders nothing: ThreadSanitizer does not see into a contended `Mutex` (VerdictMemory's `GuardedStore` says
    /// more).
    private let lastHolder = Atomic<UInt8>(0)

    /// Nothing is decoded yet.
    ///
    /// - Parameters:
    ///   - anchors: what was decoded when anchors were loaded is taken from there.
    ///   - limits: how many certificates are kept, and how many octets of DER.
    public init(anchors: DecodedAnchors = DecodedAnchors(), limits: Limits = Limits()) {
        self.anchors = anchors
        self.limits = limits
    }

    /// What a certificate says, decoded now or before.
    ///
    /// - Throws: `CertificateDecodingError` with the field and what is wrong with it; that is remembered too.
    public func certificate(_ der: CertificateDER) throws(CertificateDecodingError) -> DecodedCertificate {
        try entry(der).decoded.get()
    }

    /// The facts of a certificate, for reports, made now or before; nil if it can't be decoded.
    public func facts(of der: CertificateDER) -> CertificateFacts? { entry(der).facts }

    /// How often something had to be decoded.
    var decodings: Int { counter.load(ordering: .relaxed) }
    private let counter = Atomic<Int>(0)

    /// How many certificates are held, and what they take as `Limits.octets` counts it.
    var held: (entries: Int, octets: Int) {
        withStore { ($0.young.entries.count + $0.old.entries.count, $0.young.octets + $0.old.octets) }
    }

    private func entry(_ der: CertificateDER) -> Entry {
        let key = Key(der)
        let (known, forgotten) = withStore { $0.find(key, limits) }
        // Thousands of certificates take longer to free than anybody should wait for the lock.
        _ = forgotten
        if let known { return known }
        // Outside the lock: two threads that miss at once both decode, and nobody waits.
        counter.wrappingAdd(1, ordering: .relaxed)
        let entry = Entry(
            Result { () throws(CertificateDecodingError) in try anchors.certificate(der) }, octets: der.octets.count)
        if entry.octets <= limits.octets / 8 { _ = withStore { $0.insert(entry, key, limits) } }
        return entry
    }

    private func withStore<Result: Sendable>(_ body: (inout Store) -> Result) -> Result {
        store.withLock { store in
            _ = lastHolder.load(ordering: .acquiring)
            defer { lastHolder.store(0, ordering: .releasing) }
            return body(&store)
        }
    }

    /// The octets of a certificate, hashed once, outside the lock.
    private struct Key: Hashable, Sendable {
        let der: CertificateDER
        let hash: Int

        init(_ der: CertificateDER) {
            self.der = der
            hash = der.hashValue
        }

        static func == (first: Key, second: Key) -> Bool { first.hash == second.hash && first.der == second.der }

        func hash(into hasher: inout Hasher) { hasher.combine(hash) }
    }

    private final class Entry: Sendable {
        let decoded: Result<DecodedCertificate, CertificateDecodingError>
        let octets: Int
        private let made = AtomicLazyReference<Facts>()

        init(_ decoded: Result<DecodedCertificate, CertificateDecodingError>, octets: Int) {
            self.decoded = decoded
            self.octets = octets * 6 + 2_048 + 256 * ((try? decoded.get().numberOfParts) ?? 0)
        }

        var facts: CertificateFacts? {
            guard case .success(let certificate) = decoded else { return nil }
            return (made.load() ?? made.storeIfNil(Facts(certificate.facts))).value
        }

        private final class Facts: Sendable {
            let value: CertificateFacts

            init(_ value: CertificateFacts) { self.value = value }
        }
    }

    /// Two generations: what was asked for since the last change, and what was before. When the young one has half of a
    /// limit, the old one is forgotten and the young one becomes old. So the bound holds, each step is short, and what
    /// is in use stays.
    private struct Store {
        struct Generation: Sendable {
            var entries: [Key: Entry] = [:]
            var octets = 0
        }

        var young = Generation()
        var old = Generation()

        mutating func find(_ key: Key, _ limits: Limits) -> (Entry?, forgotten: Generation?) {
            if let known = young.entries[key] { return (known, nil) }
            guard let index = old.entries.index(forKey: key) else { return (nil, nil) }
            let (own, entry) = old.entries.remove(at: index)
            old.octets -= entry.octets
            return (entry, insert(entry, own, limits))
        }

        /// - Returns: what is forgotten for it, to be freed by the caller.
        mutating func insert(_ entry: Entry, _ key: Key, _ limits: Limits) -> Generation? {
            var forgotten: Generation?
            if young.entries.count >= limits.entries / 2 || young.octets + entry.octets > limits.octets / 2 {
                forgotten = old
                old = young
                young = Generation()
            }
            if let replaced = young.entries.updateValue(entry, forKey: key) { young.octets -= replaced.octets }
            young.octets += entry.octets
            return forgotten
        }
    }
}

extension DecodedCertificate {
    /// How many parts it has of those that there may be thousands of: each takes far more than its octets.
    fileprivate var numberOfParts: Int {
        let constraints = extensions.nameConstraints
        return names.count + (extensions.certificatePolicies?.identifiers.count ?? 0)
            + (extensions.policyMappings?.mappings.count ?? 0) + (extensions.extendedKeyUsage?.purposes.count ?? 0)
            + (constraints?.permitted.count ?? 0) + (constraints?.excluded.count ?? 0)
    }
}
