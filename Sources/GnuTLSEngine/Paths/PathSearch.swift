import GnuTLS

/// Asks GnuTLS about candidates until it accepts one: first with all anchors, as a program would; then with one anchor
/// at a time, where others that the path meets may have stood in its way.
struct PathSearch {
    private let certificates: CertificateList
    private let anchors: AnchorLists
    private let purpose: KeyPurpose?
    private let profile: SecurityProfile
    private let instant: Int64
    private let checks: IssuanceChecks

    /// 64 times an anchor by itself is asked about a path: real chains need one or two.
    private static let maximumAsked = 64

    /// What ends the search early, in words.
    static var limits: String {
        "the search ends at \(CandidatePaths.maximumPaths) paths, \(CandidatePaths.maximumOctets / 1_024) KiB of them, "
            + "\(CandidatePaths.maximumVisits) certificates looked at, and \(maximumAsked) times that an anchor alone is asked"
    }

    enum End {
        case accepted(Accepted)
        case allRefused
        case limitReached
    }

    struct Accepted {
        let verification: Verification
        /// Places of certificates in the chain as presented, leaf first.
        let order: [Int]
        /// Whether an anchor by itself accepts them, and all together do not.
        let hasOtherAnchor: Bool
    }

    init(
        _ certificates: CertificateList, _ anchors: AnchorLists, purpose: KeyPurpose?, profile: SecurityProfile,
        at instant: Int64
    ) {
        self.certificates = certificates
        self.anchors = anchors
        self.purpose = purpose
        self.profile = profile
        self.instant = instant
        checks = IssuanceChecks(certificates, anchors, purpose: purpose, profile: profile, at: instant)
    }

    func run() throws(GnuTLSError) -> End {
        let links = certificates.links
        let checks = checks
        var candidates = CandidatePaths(
            links, der: certificates.der, anchors: Set(anchors.all.places.keys),
            isExpired: certificates.validity.map { !($0.notBefore...max($0.notBefore, $0.notAfter)).contains(instant) }
        ) { certificate, issuer in
            switch issuer {
            case .presented(let issuer): checks.refuses(certificate, issuer: issuer)
            case .anchor: checks.refusesAnchors(certificate)
            }
        }
        let presented = Array(certificates.der.indices)
        var paths: [[Int]] = []
        while let order = candidates.next() {
            paths.append(order)
            if order != presented, let found = try accepted(order, by: anchors.all, hasOtherAnchor: false) {
                return .accepted(found)
            }
        }
        var (asked, octets) = (0, 0)
        for order in paths {
            for anchor in anchorsToAskAlone(about: order, links) {
                guard let list = checks.alone(anchor) else { continue }
                asked += 1
                octets += order.reduce(0) { $0 + certificates.der[$1].count }
                if asked > Self.maximumAsked || octets > CandidatePaths.maximumOctets { return .limitReached }
                if let found = try accepted(order, by: list, hasOtherAnchor: true) { return .accepted(found) }
            }
        }
        return candidates.isCutShort ? .limitReached : .allRefused
    }

    private func accepted(_ order: [Int], by list: TrustList, hasOtherAnchor: Bool) throws(GnuTLSError) -> Accepted? {
        let found = try list.verify(
            certificates, order: order, for: nil, purpose: purpose, profile: profile, at: instant)
        return found.isTrusted ? Accepted(verification: found, order: order, hasOtherAnchor: hasOtherAnchor) : nil
    }

    /// The anchors at the end of a path, where there is another one whose name stands on it.
    private func anchorsToAskAlone(about order: [Int], _ links: [CertificateLinks]) -> [Int] {
        guard let last = order.last else { return [] }
        let names = Set(order.flatMap { [links[$0].subject, links[$0].issuer] })
        guard names.reduce(0, { $0 + anchors.places(of: $1).count }) > 1 else { return [] }
        let above = anchors.places(of: links[last].issuer).filter { !checks.refuses(last, anchor: $0) }
        // Where the leaf is an anchor, or the last certificate is one that stands there to be left away.
        let before = order.dropLast().last.map { links[$0] }
        guard before.map({ $0.subject == $0.issuer }) ?? true else { return above }
        return above + anchors.places(of: links[last].subject).filter { !above.contains($0) }
    }
}
