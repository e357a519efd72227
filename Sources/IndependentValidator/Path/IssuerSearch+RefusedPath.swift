import ServerIdentity

/// A path that is refused, and how far it leads.
struct RefusedPath {
    /// Leaf first.
    let certificates: [PathCertificate]
    let isAnchored: Bool
}

extension IssuerSearch {
    /// The path to report where none holds: one that ends at an anchor before one that does not, then the one with the
    /// fewest flaws, then the shortest; without an anchor the longest, because it shows more of what is there.
    ///
    /// Dijkstra's search: each certificate is settled once, so loops end and the work is quadratic in the number of
    /// certificates at most.
    mutating func bestRefusedPath(from leaf: PathCertificate) -> RefusedPath {
        var places: [ObjectIdentifier: Place] = [
            ObjectIdentifier(leaf): Place(leaf, cost: Cost(flaws: 0, length: 1), previous: nil, number: 0)
        ]
        var best: (end: Place, isAnchored: Bool)?
        var found = 0
        while let place = places.values.filter({ !$0.isSettled }).min(by: { $0.order < $1.order }) {
            places[ObjectIdentifier(place.certificate)]?.isSettled = true
            if context.isAnchor(place.certificate) {
                best = Self.better(best, (place, true))
                continue
            }
            let line = Self.line(to: place, places)
            var leadsOn = false
            for issuer in context.issuers(of: place.certificate, preferring: PartialPath(line, context)) {
                guard let flaws = linkFlaws(place.certificate, issuer) else { continue }
                leadsOn = true
                let cost = Cost(flaws: place.cost.flaws + flaws, length: place.cost.length + 1)
                if let known = places[ObjectIdentifier(issuer)], known.isSettled || known.cost <= cost { continue }
                found += 1
                places[ObjectIdentifier(issuer)] = Place(issuer, cost: cost, previous: place.certificate, number: found)
            }
            if !leadsOn { best = Self.better(best, (place, false)) }
        }
        guard let best else { return RefusedPath(certificates: [leaf], isAnchored: context.isAnchor(leaf)) }
        return RefusedPath(certificates: Self.line(to: best.end, places), isAnchored: best.isAnchored)
    }

    /// How many flaws an issuer brings; nil if it is not the issuer: neither its key identifier nor its key fits, or
    /// the certificate is its own issuer.
    private mutating func linkFlaws(_ certificate: PathCertificate, _ issuer: PathCertificate) -> Int? {
        let signature = flaw(ofSignature: certificate, by: issuer)
        if signature != nil, KeyIdentifierMatch(certificate, issuer) == .different || isSelfSigned(certificate) { return nil }
        return context.flaws(ofCA: issuer).count + (signature == nil ? 0 : 1)
    }

    /// How a certificate is reached best.
    private struct Place {
        let certificate: PathCertificate
        let cost: Cost
        let previous: PathCertificate?
        /// Of equally good ones, the one that was found first is settled first, so that an answer is the same each
        /// time.
        let number: Int
        var isSettled = false

        init(_ certificate: PathCertificate, cost: Cost, previous: PathCertificate?, number: Int) {
            self.certificate = certificate
            self.cost = cost
            self.previous = previous
            self.number = number
        }

        var order: (Cost, Int) { (cost, number) }
    }

    /// Fewer flaws first, then fewer certificates.
    private struct Cost: Comparable {
        let flaws: Int
        let length: Int

        static func < (first: Cost, second: Cost) -> Bool { (first.flaws, first.length) < (second.flaws, second.length) }
    }

    private static func better(_ best: (end: Place, isAnchored: Bool)?, _ other: (end: Place, isAnchored: Bool))
        -> (end: Place, isAnchored: Bool)
    {
        guard let best else { return other }
        if best.isAnchored != other.isAnchored { return best.isAnchored ? best : other }
        if best.isAnchored || best.end.cost.flaws != other.end.cost.flaws { return other.end.cost < best.end.cost ? other : best }
        return other.end.cost.length > best.end.cost.length ? other : best
    }

    private static func line(to place: Place, _ places: [ObjectIdentifier: Place]) -> [PathCertificate] {
        var line = [place.certificate]
        var previous = place.previous
        while let certificate = previous {
            line.append(certificate)
            previous = places[ObjectIdentifier(certificate)]?.previous
        }
        return line.reversed()
    }
}
