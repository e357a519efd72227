import ServerIdentity

/// The certificates that the leaf's trust depends on: a line of issuers from the leaf to a trust anchor, by names and key
/// identifiers.
///
/// Certificates may come in any order, and several may fit as one's issuer (cross-signs, renewed anchors): of all lines, the one is
/// taken that ends at an anchor, then has the fewest certificates outside their validity, then is shortest. So one sound line
/// suffices, and an expired certificate beside it is only a note. A certificate that is an anchor itself ends the line.
///
/// No signature and no CA bit is looked at: what is found here is which certificates to judge, not that they may be trusted.
struct IssuerLinks {
    /// Places in the presented chain, leaf first.
    let depths: [Int]
    /// The anchor above the last of them; nil if that one is an anchor itself, or if no anchor was found.
    let anchor: DecodedCertificate?
    /// Whether the line ends at an anchor.
    let isAnchored: Bool

    /// Searches among at most `CertificateChain.maximumLength` certificates. Each one is settled once, so loops end and the
    /// work is quadratic in their number at most.
    ///
    /// - Parameter certificates: the chain as presented, the leaf first; nil for a certificate that can't be decoded.
    init(_ certificates: [DecodedCertificate?], anchors: AnchorIndex, at instant: Instant) {
        var search = Search(certificates, anchors, instant)
        search.run()
        depths = search.bestLine
        anchor = search.best?.anchor
        isAnchored = search.best?.isAnchored ?? false
    }
}

/// Dijkstra's search from the leaf over the presented certificates.
private struct Search {
    private let certificates: [DecodedCertificate?]
    private let anchors: AnchorIndex
    private let instant: Instant
    /// By depth; nil for a certificate that no line has reached.
    private var places: [Place?]
    private(set) var best: End?

    /// How a certificate is reached best.
    private struct Place {
        var cost: Cost
        var previous: Int?
        var isSettled = false
    }

    /// Fewer invalid certificates first, then fewer certificates.
    struct Cost: Comparable {
        var invalid: Int
        var length: Int

        static func < (first: Cost, second: Cost) -> Bool { (first.invalid, first.length) < (second.invalid, second.length) }
    }

    /// Where a line ends.
    struct End {
        let last: Int
        let anchor: DecodedCertificate?
        let isAnchored: Bool
        let cost: Cost
    }

    init(_ certificates: [DecodedCertificate?], _ anchors: AnchorIndex, _ instant: Instant) {
        self.certificates = certificates
        places = Array(repeating: nil, count: certificates.count)
        self.anchors = anchors
        self.instant = instant
    }

    /// Settles one certificate after the other, the cheapest first.
    mutating func run() {
        guard let leaf = certificates.first ?? nil else { return }
        places[0] = Place(cost: Cost(invalid: invalidity(leaf), length: 1), previous: nil)
        while let (depth, cost) = cheapest {
            places[depth]?.isSettled = true
            if let certificate = certificates[depth] { settle(certificate, depth, cost) }
        }
    }

    /// The certificate to settle next; of equally cheap ones, the one that was presented first.
    private var cheapest: (depth: Int, cost: Cost)? {
        var best: (depth: Int, cost: Cost)?
        for (depth, place) in places.enumerated() {
            guard let place, !place.isSettled else { continue }
            if let known = best, known.cost <= place.cost { continue }
            best = (depth, place.cost)
        }
        return best
    }

    private mutating func settle(_ certificate: DecodedCertificate, _ depth: Int, _ cost: Cost) {
        if anchors.contains(certificate) {
            offer(End(last: depth, anchor: nil, isAnchored: true, cost: cost))
            return
        }
        // An anchor that was presented is judged in its place in the chain.
        for anchor in anchors.issuers(of: certificate) where !certificates.contains(where: { $0?.der == anchor.der }) {
            let total = Cost(invalid: cost.invalid + invalidity(anchor), length: cost.length + 1)
            offer(End(last: depth, anchor: anchor, isAnchored: true, cost: total))
        }
        var leadsOn = false
        for (index, candidate) in certificates.enumerated() where index != depth {
            guard let candidate, places[index]?.isSettled != true, candidate.der != certificate.der,
                certificate.isLinked(to: candidate)
            else { continue }
            leadsOn = true
            let total = Cost(invalid: cost.invalid + invalidity(candidate), length: cost.length + 1)
            if let known = places[index], known.cost <= total { continue }
            places[index] = Place(cost: total, previous: depth)
        }
        if !leadsOn { offer(End(last: depth, anchor: nil, isAnchored: false, cost: cost)) }
    }

    /// Keeps the better end: an anchored one before one that is not, then the cheaper one. Without an anchor, the longer line is
    /// better: it shows more of what would have to be valid.
    private mutating func offer(_ end: End) {
        guard let best else {
            self.best = end
            return
        }
        let isBetter: Bool
        if end.isAnchored != best.isAnchored {
            isBetter = end.isAnchored
        } else if end.isAnchored || end.cost.invalid != best.cost.invalid {
            isBetter = end.cost < best.cost
        } else {
            isBetter = end.cost.length > best.cost.length
        }
        if isBetter { self.best = end }
    }

    private func invalidity(_ certificate: DecodedCertificate) -> Int { certificate.validity.contains(instant) ? 0 : 1 }

    /// The line to the best end, leaf first; empty if the leaf can't be decoded.
    var bestLine: [Int] {
        var line: [Int] = []
        var depth = best?.last
        while let place = depth, line.count <= certificates.count {
            line.append(place)
            depth = places[place]?.previous
        }
        return line.reversed()
    }
}
