import GnuTLS

/// The ways from a leaf to a name that an anchor bears, over the certificates presented: the shortest first, and of
/// equally long ones those whose key identifiers fit and whose certificates are not expired. A way over a key
/// identifier that contradicts comes after all others, however short it is.
///
/// Nothing is judged here: GnuTLS says of each as a whole whether it accepts it. What it refuses about two certificates
/// alone is on none of them.
struct CandidatePaths {
    /// Whether a limit ended the search before everything was tried.
    private(set) var isCutShort = false

    private let links: [CertificateLinks]
    private let octets: [Int]
    private let anchors: Set<[UInt8]>
    private let isExpired: [Bool]
    private let refuses: (_ certificate: Int, _ issuer: Issuer) -> Bool
    private let bySubject: [[UInt8]: [Int]]
    /// How many more certificates a path needs at least after one with this issuer; nothing for names without a way.
    private let distances: [[UInt8]: Int]

    private var steps: [Step] = []
    /// The steps to look at, by `Step.order`, the next one last.
    private var waiting: [Int] = []
    private var found = 0
    private var octetsOfPaths = 0

    /// 64 candidates: each costs one verification, and real servers present chains with one to three.
    static let maximumPaths = 64
    /// 4,096 certificates looked at: cross-signs of cross-signs double the ways with each level.
    static let maximumVisits = 4_096
    /// 256 KiB in all candidates together: 64 of the usual size, and 0.1 s where all of it is name constraints.
    static let maximumOctets = 256 * 1_024
    /// 16 certificates, GnuTLS's own limit (`DEFAULT_MAX_VERIFY_DEPTH`).
    static let maximumLength = 16

    /// By whom a certificate might be issued.
    enum Issuer: Hashable {
        /// The certificate in this place.
        case presented(Int)
        /// An anchor.
        case anchor
    }

    /// Looks for candidates.
    ///
    /// - Parameters:
    ///   - links: of the certificates presented, the leaf first.
    ///   - der: their octets; equal ones stand on a path once.
    ///   - anchors: the subjects of the anchors.
    ///   - isExpired: which of them are not valid at the instant of the question; all are if empty.
    ///   - refuses: whether no path can be accepted on which that issuer follows that certificate. Asked when a path
    ///     comes to it; false leaves it to GnuTLS's judgement of the whole path.
    init(
        _ links: [CertificateLinks], der: [[UInt8]], anchors: Set<[UInt8]>, isExpired: [Bool] = [],
        refuses: @escaping (_ certificate: Int, _ issuer: Issuer) -> Bool = { _, _ in false }
    ) {
        self.links = links
        octets = der.map(\.count)
        self.anchors = anchors
        self.isExpired = isExpired.isEmpty ? links.map { _ in false } : isExpired
        self.refuses = refuses
        var seen: Set<[UInt8]> = []
        let issuers = links.indices.filter { seen.insert(der[$0]).inserted && $0 > 0 && !links[$0].subject.isEmpty }
        bySubject = Dictionary(grouping: issuers) { links[$0].subject }
        distances = Self.distances(links, to: anchors)
        if !links.isEmpty { wait(Step(place: 0, before: nil, length: 1), distance: 0) }
    }

    /// The next candidate: places of certificates in the chain as presented, leaf first, anchor left out. Nil at the
    /// end, or at a limit.
    mutating func next() -> [Int]? {
        while let order = waiting.popLast() {
            let step = Step.index(in: order)
            guard isPassable(step) else { continue }
            extend(step)
            guard isCandidate(steps[step]) else { continue }
            let path = path(to: step)
            octetsOfPaths += path.reduce(0) { $0 + octets[$1] }
            guard found < Self.maximumPaths, octetsOfPaths <= Self.maximumOctets else {
                isCutShort = true
                waiting = []
                return nil
            }
            found += 1
            return path
        }
        return nil
    }
}

/// One certificate at the end of a path that began at the leaf.
private struct Step {
    let place: Int
    /// The step before; nil for the leaf.
    let before: Int?
    let length: Int
    /// Steps to an issuer that key identifiers or GnuTLS contradict: they come after everything else.
    var contradictions = 0
    /// Steps to an issuer without an identifier that fits, and twice those to an expired one.
    var doubts = 0
    /// Whether GnuTLS leaves the certificate away when it verifies.
    var isTail = false

    /// 4,096 steps are 12 bits, and all other numbers are smaller: five of them fit in 60.
    private static let indexBits = 12

    /// The smallest number comes first: by contradictions, by the length that the path has at least, and then the one
    /// that is nearest to its end, so that the search does not do all ways by halves.
    func order(distance: Int, index: Int) -> Int {
        [length + distance, 31 - length, doubts, index].reduce(contradictions) { $0 << Self.indexBits | $1 }
    }

    static func index(in order: Int) -> Int { order & (1 << indexBits - 1) }
}

extension CandidatePaths {
    private mutating func extend(_ index: Int) {
        let step = steps[index]
        let last = links[step.place]
        guard step.length < Self.maximumLength, !last.issuer.isEmpty else { return }
        let places = path(to: index)
        for place in bySubject[last.issuer] ?? [] where !places.contains(place) {
            // As a tail it would be the last one.
            let distance = canHaveTail(step) ? 0 : distances[links[place].issuer]
            guard let distance, step.length + 1 + distance <= Self.maximumLength else { continue }
            var next = Step(place: place, before: index, length: step.length + 1)
            next.contradictions = step.contradictions
            next.doubts = step.doubts + (isExpired[place] ? 2 : 0)
            switch fit(of: links[place], for: last) {
            case true?: break
            case nil: next.doubts += 1
            case false?: next.contradictions += 1
            }
            wait(next, distance: distance)
        }
    }

    private mutating func wait(_ step: Step, distance: Int) {
        guard steps.count < Self.maximumVisits else {
            isCutShort = true
            return
        }
        wait(for: steps.count, order: step.order(distance: distance, index: steps.count))
        steps.append(step)
    }

    private mutating func wait(for index: Int, order: Int) {
        var (low, high) = (0, waiting.count)
        while low < high {
            let middle = (low + high) / 2
            if waiting[middle] > order { low = middle + 1 } else { high = middle }
        }
        waiting.insert(order, at: low)
    }

    private func path(to index: Int) -> [Int] {
        var places: [Int] = []
        var next: Int? = index
        while let index = next {
            places.append(steps[index].place)
            next = steps[index].before
        }
        return places.reversed()
    }

    private func isCandidate(_ step: Step) -> Bool {
        let last = links[step.place]
        guard let before = step.before.map({ steps[$0] }) else {
            // Whoever trusts the leaf itself needs nothing that is sent with it.
            return anchors.contains(last.subject) || anchors.contains(last.issuer) && !refuses(step.place, .anchor)
        }
        if isSelfIssued(step) { return isSecondInTail(step, before) }
        return hasTail(before) || isSecondInTail(step, before)
            || anchors.contains(last.issuer) && !refuses(step.place, .anchor)
    }

    /// Whether a path may go on with this step; puts it off where it may only so as a tail.
    private mutating func isPassable(_ index: Int) -> Bool {
        let step = steps[index]
        guard let before = step.before.map({ steps[$0] }), !step.isTail else { return true }
        // RFC 5280 section 4.2.1.9, but GnuTLS counts self-issued certificates too.
        let isTooLong = links[step.place].pathLength.map { step.length - 2 > $0 } ?? false
        guard before.isTail || isTooLong || refuses(before.place, .presented(step.place)) else { return true }
        guard hasTail(before) || isSecondInTail(step, before) else { return false }
        steps[index].isTail = true
        steps[index].contradictions += 1
        wait(for: index, order: steps[index].order(distance: 0, index: index))
        return false
    }

    /// Whether others of its name may stand behind a certificate that an anchor of its own name signed: its tail.
    ///
    /// A path that ends with a self-issued certificate is verified without it, and if another one is then the last,
    /// without that. A key that the old one signed under the same name is such a certificate. So that it is not left
    /// away, there must be two more behind it, whoever signed them, or one that is not self-issued and has the anchor's
    /// key.
    private func hasTail(_ step: Step) -> Bool { canHaveTail(step) && !refuses(step.place, .anchor) }

    private func isSecondInTail(_ step: Step, _ before: Step) -> Bool {
        guard let first = before.before else { return false }
        return isSelfIssued(before) && hasTail(steps[first])
    }

    private func canHaveTail(_ step: Step) -> Bool {
        step.before != nil && isSelfIssued(step) && anchors.contains(links[step.place].issuer)
    }

    private func isSelfIssued(_ step: Step) -> Bool {
        let certificate = links[step.place]
        return certificate.subject == certificate.issuer && fit(of: certificate, for: certificate) != false
    }

    /// Whether the key identifiers are the same; nil where one is missing, which GnuTLS takes for a fit.
    private func fit(of issuer: CertificateLinks, for certificate: CertificateLinks) -> Bool? {
        guard let wanted = certificate.authorityKeyID, let found = issuer.subjectKeyID else { return nil }
        return wanted == found
    }

    /// By names alone, from the anchors downwards.
    private static func distances(_ links: [CertificateLinks], to anchors: Set<[UInt8]>) -> [[UInt8]: Int] {
        let issued = Dictionary(grouping: links.dropFirst(), by: \.issuer)
        var distances: [[UInt8]: Int] = [:]
        var names = Array(anchors)
        for name in names { distances[name] = 0 }
        var next = 0
        while next < names.count {
            let issuer = names[next]
            next += 1
            for certificate in issued[issuer] ?? [] where distances[certificate.subject] == nil {
                distances[certificate.subject] = (distances[issuer] ?? 0) + 1
                names.append(certificate.subject)
            }
        }
        return distances
    }
}
