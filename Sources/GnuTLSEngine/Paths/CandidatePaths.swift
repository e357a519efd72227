import GnuTLS

/// The ways from a leaf to a name that an anchor bears, over the certificates presented, by names and key identifiers
/// alone.
///
/// Nothing is judged here: a candidate may hold a certificate that is expired, no CA or not signed by the next. GnuTLS
/// says so.
struct CandidatePaths {
    /// Places of certificates in the chain as presented, leaf first, anchor left out; the likeliest first.
    private(set) var paths: [[Int]] = []
    /// Whether a limit ended the search before everything was tried.
    private(set) var isCutShort = false

    private let links: [CertificateLinks]
    private let octets: [Int]
    private let anchors: Set<[UInt8]>
    private var visits = 0
    private var octetsOfPaths = 0

    /// 64 candidates: each costs one verification, and real servers present chains with one to three.
    static let maximumPaths = 64
    /// 4,096 certificates looked at: cross-signs of cross-signs double the ways with each level.
    static let maximumVisits = 4_096
    /// 256 KiB in all candidates together: 64 of the usual size, and 0.1 s where all of it is name constraints.
    static let maximumOctets = 256 * 1_024
    /// 16 certificates, GnuTLS's own limit (`DEFAULT_MAX_VERIFY_DEPTH`).
    static let maximumLength = 16

    /// What ends the search early, in words.
    static var limits: String {
        "the search ends at \(maximumPaths) paths, \(maximumOctets / 1_024) KiB of them, and \(maximumVisits) certificates looked at"
    }

    /// Looks for candidates.
    ///
    /// - Parameters:
    ///   - links: of the certificates presented, the leaf first; equal ones stand on a path once.
    ///   - octets: how large each of them is.
    ///   - anchors: the subjects of the anchors.
    init(_ links: [CertificateLinks], octets: [Int], anchors: Set<[UInt8]>) {
        self.links = links
        self.octets = octets
        self.anchors = anchors
        guard let leaf = links.first else { return }
        // Whoever trusts the leaf itself needs nothing that is sent with it.
        if anchors.contains(leaf.subject) { add([0]) }
        extend([0])
    }

    private mutating func extend(_ path: [Int]) {
        visits += 1
        guard paths.count < Self.maximumPaths, visits <= Self.maximumVisits else {
            isCutShort = true
            return
        }
        let last = links[path[path.count - 1]]
        if anchors.contains(last.issuer), path != paths.first { add(path) }
        if isCutShort { return }
        if path.count == Self.maximumLength { return }
        for issuer in issuers(of: last) where !path.contains(where: { links[$0] == links[issuer] }) { extend(path + [issuer]) }
    }

    private mutating func add(_ path: [Int]) {
        octetsOfPaths += path.reduce(0) { $0 + octets[$1] }
        if octetsOfPaths > Self.maximumOctets { isCutShort = true } else { paths.append(path) }
    }

    /// Certificates with the right name, those whose key identifier fits first, those that contradict it last.
    private func issuers(of certificate: CertificateLinks) -> [Int] {
        let named = links.indices.filter { links[$0].subject == certificate.issuer && !certificate.issuer.isEmpty }
        return (0...2).flatMap { rank in named.filter { Self.rank(of: links[$0], for: certificate) == rank } }
    }

    private static func rank(of issuer: CertificateLinks, for certificate: CertificateLinks) -> Int {
        guard let wanted = certificate.authorityKeyID, let found = issuer.subjectKeyID else { return 1 }
        return wanted == found ? 0 : 2
    }
}
