import IndependentValidator
import ServerIdentity

/// What a list distrusts, asked about certificates of which a record has only words and a hash.
struct RecordedDistrust {
    private var digests: Set<[UInt8]> = []
    /// By serial number: the issuers in words; nil where the list has no certificate, only the issuer's DER.
    private var issuers: [[UInt8]: [String?]] = [:]

    enum Answer {
        case distrusted
        case notDistrusted
        /// What the record says does not suffice.
        case unknown
    }

    init(_ entries: [DistrustedCertificate]) {
        for entry in entries {
            let decoded = entry.certificate.flatMap { try? DescribedCertificate(decoding: $0) }
            if let decoded { digests.insert(decoded.facts.sha256) }
            issuers[Array(entry.serial.drop { $0 == 0 }), default: []].append(decoded?.facts.issuer)
        }
    }

    func answer(about sha256: [UInt8], _ number: RecordedNumber?) -> Answer {
        if digests.contains(sha256) { return .distrusted }
        guard let number else { return issuers.isEmpty ? .notDistrusted : .unknown }
        let issuers = issuers[number.serial] ?? []
        if issuers.contains(number.issuer) { return .distrusted }
        return issuers.contains(nil) ? .unknown : .notDistrusted
    }
}
