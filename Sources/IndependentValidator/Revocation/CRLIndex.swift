import ServerIdentity

/// The CRLs of one run, decoded once and found by issuer.
struct CRLIndex: Sendable {
    /// Complete CRLs by issuer, the newest first.
    private let complete: [DistinguishedName: [CertificateRevocationList]]
    /// Delta CRLs by issuer, the newest first.
    private let delta: [DistinguishedName: [CertificateRevocationList]]
    /// CRLs that can't be decoded: no status rests on them, so each is worth a note where one could not be determined.
    let undecodable: [Undecodable]
    /// When each CRL begins and ceases to be good, for whoever remembers answers.
    let periods: [ValidityPeriod]

    /// A CRL that can't be decoded: where it came from and why.
    struct Undecodable: Sendable {
        let origin: String
        let error: CertificateDecodingError
    }

    init(_ set: CRLSet) {
        var complete: [DistinguishedName: [CertificateRevocationList]] = [:]
        var delta: [DistinguishedName: [CertificateRevocationList]] = [:]
        var undecodable: [Undecodable] = []
        var periods: [ValidityPeriod] = []
        for octets in set.lists {
            do throws(CertificateDecodingError) {
                let crl = try CertificateRevocationList(octets)
                periods.append(crl.period)
                if crl.isDelta {
                    delta[crl.issuer, default: []].append(crl)
                } else {
                    complete[crl.issuer, default: []].append(crl)
                }
            } catch {
                undecodable.append(Undecodable(origin: octets.origin, error: error))
            }
        }
        self.complete = complete.mapValues(Self.newestFirst)
        self.delta = delta.mapValues(Self.newestFirst)
        self.undecodable = undecodable
        self.periods = periods
    }

    /// Whether no CRL was given, not even one that can't be decoded.
    var isEmpty: Bool { periods.isEmpty && undecodable.isEmpty }

    /// The complete CRLs of an issuer, the newest first.
    func completeCRLs(of issuer: DistinguishedName) -> [CertificateRevocationList] { complete[issuer] ?? [] }

    /// The delta CRLs of an issuer, the newest first.
    func deltaCRLs(of issuer: DistinguishedName) -> [CertificateRevocationList] { delta[issuer] ?? [] }

    private static func newestFirst(_ crls: [CertificateRevocationList]) -> [CertificateRevocationList] {
        crls.sorted { $0.isNewer(than: $1) }
    }
}

extension CertificateRevocationList {
    /// Whether it was made later, or in the same second with a higher number.
    func isNewer(than other: CertificateRevocationList) -> Bool {
        if thisUpdate != other.thisUpdate { return thisUpdate > other.thisUpdate }
        guard let number, let before = other.number else { return number != nil && other.number == nil }
        return number > before
    }
}
