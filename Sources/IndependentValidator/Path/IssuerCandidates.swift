import ServerIdentity

/// Who may come next in a path: RFC 5280 section 6.1.3 (a)(4), in the order of RFC 4158 section 3.5.
extension PathContext {
    /// Who may have issued the top of a path, the likeliest first: anchors, then who has the key identifier that is
    /// asked for, then who is valid now, then in the order presented. Left out is who stands in the path already; but a
    /// self-issued first certificate may have the name and key of an anchor, for the anchor is a name and a key (RFC
    /// 5280 section 6.1.1 (d)) and no certificate of the path.
    func issuers(of top: PathCertificate, preferring path: PartialPath) -> [PathCertificate] {
        issuers(of: top).filter { candidate in
            if path.certificates.count == 1, top.isSelfIssued, isAnchor(candidate) { return true }
            let ca = ca(candidate)
            return !path.certificates.contains { self.ca($0) == ca }
        }
    }

    private func issuers(of top: PathCertificate) -> [PathCertificate] {
        if let known = cache.issuers[ObjectIdentifier(top)] { return known }
        let presented = bySubject[top.decoded.issuer] ?? []
        let fresh = anchors.issuers(of: top.decoded).filter { anchor in
            !presented.contains { $0.decoded.der == anchor.decoded.der }
        }
        var issuers = fresh + presented
        if issuers.count > 1 {
            let ranked = issuers.enumerated().map { (rank: rank($1, for: top), place: $0, issuer: $1) }
            issuers = ranked.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }.map(\.issuer)
        }
        cache.issuers[ObjectIdentifier(top)] = issuers
        return issuers
    }

    /// Whether another CA has the issuer's name, and the certificate's authorityKeyIdentifier does not speak against it.
    func hasNamesake(of issuer: PathCertificate, above certificate: PathCertificate) -> Bool {
        let candidates = issuers(of: certificate)
        if candidates.count < 2 { return false }
        let signer = ca(issuer)
        return candidates.contains { ca($0) != signer && KeyIdentifierMatch(certificate, $0) != .different }
    }

    /// What would refuse in a trust anchor that is another certificate of an issuer's name and key; nil if there is none,
    /// or nothing in it would refuse.
    func worseTwin(of issuer: PathCertificate, above certificate: PathCertificate) -> String? {
        let candidates = issuers(of: certificate)
        if candidates.count < 2 { return nil }
        let own = issuer.decoded
        let signer = ca(issuer)
        for twin in candidates where isAnchor(twin) && ca(twin) == signer && twin.decoded.der != own.der {
            if !twin.decoded.validity.contains(instant) { return "is not valid now" }
            if twin.decoded.extensions.extendedKeyUsage?.allows(policy.purpose) == false { return "is for other purposes" }
            if twin.decoded.extensions[.nameConstraints]?.value != own.extensions[.nameConstraints]?.value {
                return "has other name constraints"
            }
        }
        return nil
    }

    /// A number for each name and key, so that they are compared once.
    private func ca(_ certificate: PathCertificate) -> Int {
        if let known = cache.cas[ObjectIdentifier(certificate)] { return known }
        let key = certificate.ca
        let number = cache.numbers[key] ?? cache.numbers.count
        cache.numbers[key] = number
        cache.cas[ObjectIdentifier(certificate)] = number
        return number
    }

    private func rank(_ issuer: PathCertificate, for certificate: PathCertificate) -> Int {
        (isAnchor(issuer) ? 0 : 8) + (KeyIdentifierMatch(certificate, issuer).rawValue * 2)
            + (issuer.decoded.validity.contains(instant) ? 0 : 1)
    }
}

/// Whether a certificate's authorityKeyIdentifier names the key of another (RFC 5280 section 4.2.1.1): a hint for the
/// order of the search. The signature proves who signed.
enum KeyIdentifierMatch: Int {
    case equal = 0
    /// One of the two does not say.
    case unknown = 1
    case different = 2

    init(_ certificate: PathCertificate, _ issuer: PathCertificate) {
        guard let asked = certificate.decoded.authorityKeyIdentifier, let given = issuer.decoded.subjectKeyIdentifier else {
            self = .unknown
            return
        }
        self = asked == given ? .equal : .different
    }
}
