import CGnuTLS
import CGnuTLSClock

/// Certificate revocation lists as GnuTLS decoded them; made once, then shared by all threads.
@safe
public final class RevocationLists: @unchecked Sendable {  // read-only after init: GnuTLS's getters change nothing
    private let handles: [gnutls_x509_crl_t?]
    /// Of each: its issuer's name, and whether it has a critical extension.
    private let issuers: [[UInt8]]
    private let areUnusable: [Bool]
    /// The places of lists that GnuTLS can't decode.
    public let undecodable: [Int]
    /// The places of lists that GnuTLS was not asked to decode: all together they are above `limits`.
    public let aboveLimits: [Int]

    /// Whether GnuTLS has fewer lists than were given.
    public var isIncomplete: Bool { !undecodable.isEmpty || !aboveLimits.isEmpty }

    /// The limits in words.
    public static var limits: String { RevocationListWork.limits }

    /// Takes lists as DER. What is above the limits, in their order, is left out.
    public init(der: [[UInt8]]) {
        var handles: [gnutls_x509_crl_t?] = unsafe []
        var undecodable: [Int] = []
        var aboveLimits: [Int] = []
        var issuers: [[UInt8]] = []
        var work = RevocationListWork()
        for (index, octets) in der.enumerated() {
            guard work.takes(octets) else {
                aboveLimits.append(index)
                continue
            }
            var list: gnutls_x509_crl_t?
            guard unsafe gnutls_x509_crl_init(&list) >= 0 else {
                undecodable.append(index)
                continue
            }
            if unsafe withDatum(octets, { unsafe gnutls_x509_crl_import(list, $0, GNUTLS_X509_FMT_DER) }) >= 0,
                let issuer = unsafe Self.issuerName(list)
            {
                unsafe handles.append(list)
                issuers.append(issuer)
            } else {
                unsafe gnutls_x509_crl_deinit(list)
                undecodable.append(index)
            }
        }
        unsafe self.handles = handles
        self.issuers = issuers
        areUnusable = unsafe handles.map { unsafe Self.hasCriticalExtension($0) }
        self.undecodable = undecodable
        self.aboveLimits = aboveLimits
        LiveHandles.made()
    }

    deinit {
        for index in unsafe handles.indices { unsafe gnutls_x509_crl_deinit(handles[index]) }
        LiveHandles.gone()
    }

    /// What the lists say of a certificate.
    public enum Status: Hashable, Sendable {
        /// A list that verifies holds its serial number.
        case revoked
        /// A list that holds its serial number is too old, or signed with too weak an algorithm, to show the opposite,
        /// and no list is better: its status.
        case revokedByWeakList(CertificateStatus)
        /// At least one list of its issuer verifies, and none of those holds its serial number.
        case notRevoked
        /// There is no list of its issuer that verifies; why those of its issuer's name do not.
        /// `unknownCriticalExtensions` stands for lists that GnuTLS can't use, also those of another name.
        case unknown([CertificateStatus])
        /// It would take more than `maximumVerifications`.
        case tooManyLists
    }

    /// 64 lists verified for one certificate: an issuer has one or two.
    public static let maximumVerifications = 64

    /// Asks the lists of the issuer's name about a certificate. GnuTLS verifies each against the issuer: signature, key
    /// usage, dates.
    ///
    /// A CA that changes its key may sign its list with the other one: of the certificates on the path, all that bear
    /// the issuer's name are tried.
    ///
    /// GnuTLS 3.7.9 processes no extension of a list. One with a critical extension (issuingDistributionPoint,
    /// deltaCRLIndicator) speaks only of some certificates, or only of changes: it is not used (RFC 5280 section 5.2).
    ///
    /// - Throws: `GnuTLSError` if one of the certificates can't be decoded.
    ///
    /// - Parameters:
    ///   - certificate: DER.
    ///   - authorities: certificates that were verified as CAs, DER, the issuer first; those of other names are passed
    ///     over.
    ///   - profile: how strong keys and signatures must be.
    ///   - instant: seconds since 1970; only this thread's call sees it.
    public func status(
        of certificate: [UInt8], issuedBy authorities: [[UInt8]], profile: SecurityProfile = .medium, at instant: Int64
    ) throws(GnuTLSError) -> Status {
        let authorities = try CertificateList(der: authorities)
        let subject = try Certificate(der: certificate)
        let name = unsafe subjectName(authorities.handles[0])
        var problems: [CertificateStatus] = []
        var weak: CertificateStatus?
        var (holding, others): ([Int], [Int]) = ([], [])
        for index in unsafe handles.indices where issuers[index] == name {
            if areUnusable[index] {
                problems.append(.unknownCriticalExtensions)
                continue
            }
            // 1: the serial number is in the list; negative: it could not be looked up, and nothing is known.
            let found = unsafe gnutls_x509_crt_check_revocation(subject.handle, [handles[index]], 1)
            if found != 0 { try check(found, .checkRevocation) }
            if found != 0 { holding.append(index) } else { others.append(index) }
        }
        // Those that hold it first; of the others, one that verifies is enough.
        var verifications = 0
        for index in holding + others {
            verifications += 1
            if verifications > Self.maximumVerifications { return .tooManyLists }
            let isHolding = verifications <= holding.count
            guard let problem = unsafe problem(with: handles[index], name, authorities, profile.flags, at: instant)
            else {
                return isHolding ? .revoked : .notRevoked
            }
            problems.append(problem)
            if isHolding, weak == nil, unsafe isGenuine(handles[index], name, authorities, at: instant) {
                weak = problem
            }
        }
        if let weak { return .revokedByWeakList(weak) }
        // One of another name may be about certificates of several issuers.
        if problems.isEmpty, areUnusable.contains(true) { problems.append(.unknownCriticalExtensions) }
        return .unknown(problems)
    }

    /// Whether a list verified when it was made, be it with SHA-1: it is no list of the future.
    private func isGenuine(
        _ list: gnutls_x509_crl_t?, _ name: [UInt8], _ authorities: CertificateList, at instant: Int64
    ) -> Bool {
        let made = unsafe gnutls_x509_crl_get_this_update(list)
        let sha1 = GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1.rawValue
        return made != -1 && made <= instant && (unsafe problem(with: list, name, authorities, sha1, at: Int64(made))) == nil
    }

    /// Why a list verifies against none of the authorities of this name; nil if it does against one.
    private func problem(
        with list: gnutls_x509_crl_t?, _ name: [UInt8], _ authorities: CertificateList, _ flags: UInt32, at instant: Int64
    ) -> CertificateStatus? {
        var first: CertificateStatus?
        for index in unsafe authorities.handles.indices where unsafe subjectName(authorities.handles[index]) == name {
            var status: UInt32 = 0
            let result = unsafe cgnutls_crl_verify_at(time_t(instant), list, authorities.handles[index], flags, &status)
            if result >= 0, status == 0 { return nil }
            first = first ?? CertificateStatus(rawValue: status).union(.invalid)
        }
        return first ?? .invalid
    }

    private static func issuerName(_ list: gnutls_x509_crl_t?) -> [UInt8]? {
        var name = unsafe gnutls_datum_t()
        guard unsafe gnutls_x509_crl_get_raw_issuer_dn(list, &name) == GNUTLS_E_SUCCESS else { return nil }
        return unsafe take(name)
    }

    private static func hasCriticalExtension(_ list: gnutls_x509_crl_t?) -> Bool {
        var index: UInt32 = 0
        while true {
            var oid = [CChar](repeating: 0, count: 128)
            var size = oid.count
            var critical: UInt32 = 0
            let status = unsafe gnutls_x509_crl_get_extension_info(list, index, &oid, &size, &critical)
            if status == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE { return false }
            // What can't be read may be critical.
            if status < 0 || critical != 0 { return true }
            index += 1
        }
    }
}
