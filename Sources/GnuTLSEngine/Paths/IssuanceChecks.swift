import GnuTLS

/// What GnuTLS refuses about one certificate and one issuer, whatever else stands on a path: asked once for each pair.
///
/// It guides the search and decides nothing: the path that is found is put to GnuTLS as a whole.
final class IssuanceChecks {
    /// 256 pairs: 30 ms with usual keys. A dozen certificates of one name, each with each, are 132.
    static let maximumChecks = 256
    /// 256 KiB in all pairs together: 0.1 s where all of it is name constraints.
    static let maximumOctets = 256 * 1_024

    private let certificates: CertificateList
    private let links: [CertificateLinks]
    private let anchors: AnchorLists
    private let purpose: KeyPurpose?
    private let profile: SecurityProfile
    private let instant: Int64

    private var checks = 0
    private var octets = 0
    private var known: [Pair: Bool] = [:]
    private var lists: [Int: TrustList?] = [:]

    private struct Pair: Hashable {
        let certificate: Int
        let issuer: Issuer
    }

    private enum Issuer: Hashable {
        case presented(Int)
        /// Whichever GnuTLS takes.
        case anchors
        case anchor(Int)
    }

    init(
        _ certificates: CertificateList, _ anchors: AnchorLists, purpose: KeyPurpose?, profile: SecurityProfile,
        at instant: Int64
    ) {
        self.certificates = certificates
        links = certificates.links
        self.anchors = anchors
        self.purpose = purpose
        self.profile = profile
        self.instant = instant
    }

    /// Whether GnuTLS refuses every path on which this certificate is followed by this issuer. False where it was not
    /// asked, because a limit is reached.
    func refuses(_ certificate: Int, issuer: Int) -> Bool {
        answer(Pair(certificate: certificate, issuer: .presented(issuer)), octets: certificates.der[issuer].count) {
            () throws(GnuTLSError) in
            try certificates.issuance(of: certificate, by: issuer, purpose: purpose, profile: profile, at: instant)
        }
    }

    /// Whether GnuTLS refuses every path that ends with this certificate, below any anchor.
    func refusesAnchors(_ certificate: Int) -> Bool {
        let isRefused = answer(Pair(certificate: certificate, issuer: .anchors), octets: 0) { () throws(GnuTLSError) in
            try verify(certificate, by: anchors.all)
        }
        guard isRefused else { return false }
        let named = anchors.places(of: links[certificate].issuer)
        return named.count < 2 || named.allSatisfy { refuses(certificate, anchor: $0) }
    }

    /// Whether GnuTLS refuses every path that ends with this certificate, below this anchor alone.
    func refuses(_ certificate: Int, anchor: Int) -> Bool {
        answer(Pair(certificate: certificate, issuer: .anchor(anchor)), octets: anchors.octets(of: anchor)) {
            () throws(GnuTLSError) in
            guard let list = alone(anchor) else { return .revoked }
            return try verify(certificate, by: list)
        }
    }

    /// A list of one anchor; nil if it is distrusted.
    func alone(_ anchor: Int) -> TrustList? {
        if let list = lists[anchor] { return list }
        let list = anchors.alone(anchor, presented: certificates.der)
        lists[anchor] = .some(list)
        return list
    }

    private func verify(_ certificate: Int, by list: TrustList) throws(GnuTLSError) -> CertificateStatus {
        try list.verify(certificates, order: [certificate], for: nil, purpose: nil, profile: profile, at: instant)
            .status
    }

    private func answer(_ pair: Pair, octets more: Int, _ ask: () throws(GnuTLSError) -> CertificateStatus) -> Bool {
        if let isRefused = known[pair] { return isRefused }
        octets += certificates.der[pair.certificate].count + more
        checks += 1
        guard checks <= Self.maximumChecks, octets <= Self.maximumOctets, let status = try? ask() else { return false }
        // What depends on the rest of a path: the constraints of all its CAs.
        let isRefused = !status.subtracting([.invalid, .signerConstraintsFailure]).isEmpty
        known[pair] = isRefused
        return isRefused
    }
}
