import CGnuTLS
import CGnuTLSClock

/// Certificate revocation lists as GnuTLS decoded them; made once, then shared by all threads.
@safe
public final class RevocationLists: @unchecked Sendable {  // read-only after init: GnuTLS's getters change nothing
    private let handles: [gnutls_x509_crl_t?]
    /// Of each.
    private let facts: [RevocationListFacts]
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
        var facts: [RevocationListFacts] = []
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
                let known = unsafe RevocationListFacts(list, der: octets)
            {
                unsafe handles.append(list)
                facts.append(known)
            } else {
                unsafe gnutls_x509_crl_deinit(list)
                undecodable.append(index)
            }
        }
        unsafe self.handles = handles
        self.facts = facts
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
        /// A list that verifies holds its serial number; for good, or no newer list says that a hold was lifted.
        case revoked
        /// A list that holds its serial number for good is too old, or signed with too weak an algorithm, to show the
        /// opposite: its status.
        case revokedByWeakList(CertificateStatus)
        /// It was on hold, says the newest list that knows, which could not have shown the opposite: the hold may have
        /// been lifted since.
        case onHold
        /// The newest list of its issuer that verifies and could show it does not hold its serial number, and no list
        /// holds it for good.
        case notRevoked
        /// Lists of its issuer verify and do not hold it, but they could not show that it is good.
        case tooWeak(Weakness)
        /// There is no list of its issuer that verifies; why those of its issuer's name do not.
        /// `unknownCriticalExtensions` stands for lists that GnuTLS can't use, also those of another name.
        case unknown([CertificateStatus])
        /// It would take more than `maximumVerifications`.
        case tooManyLists
    }

    /// Why a list that GnuTLS takes is no proof that a certificate is good. Rules of ours: GnuTLS 3.7.9 has none.
    public enum Weakness: Hashable, Sendable {
        /// It has no nextUpdate (RFC 5280 section 5.1.2.5 demands one), so that it never ages.
        case undated
        /// Signed with SHA-1 or older (RFC 9155).
        case weaklySigned
    }

    /// 64 lists verified for one certificate: an issuer has one or two.
    public static let maximumVerifications = 64

    /// Asks the lists of the issuer's name about a certificate. GnuTLS verifies each against the issuer: signature, key
    /// usage, dates.
    ///
    /// An entry that is no hold counts in every list that verifies, for no CA takes that back; a hold counts by the
    /// newest list.
    ///
    /// A CA that changes its key may sign its list with the other one: of the certificates on the path, all that bear
    /// the issuer's name are tried.
    ///
    /// GnuTLS 3.7.9 processes no extension of a list. One with a critical extension (issuingDistributionPoint,
    /// deltaCRLIndicator) speaks only of some certificates, or only of changes: it is not used (RFC 5280 section 5.2).
    /// If such a list has an entry of this number, others prove nothing.
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
        let serial = unsafe issuerAndSerial(subject.handle)?.serial ?? []
        var problems: [CertificateStatus] = []
        var isListedUnusably = false
        var lists: [(place: Int, statement: RevocationListEntries.Statement)] = []
        for (place, list) in facts.enumerated() where list.hasCriticalExtension || list.issuer == name {
            if list.hasCriticalExtension {
                if list.issuer == name { problems.append(.unknownCriticalExtensions) }
                let statement = RevocationListEntries.statement(on: serial, in: list.der)
                if statement != .nothing { isListedUnusably = true }
                continue
            }
            // 1: the serial number is in the list; negative: it could not be looked up, and nothing is known.
            let found = unsafe gnutls_x509_crt_check_revocation(subject.handle, [handles[place]], 1)
            if found != 0 { try check(found, .checkRevocation) }
            lists.append((place, found == 0 ? .nothing : RevocationListEntries.statement(on: serial, in: list.der)))
        }
        // Of lists of one second and number, those with a hold first.
        lists.sort { first, second in
            if facts[first.place].isNewer(than: facts[second.place]) { return true }
            if facts[second.place].isNewer(than: facts[first.place]) { return false }
            return first.statement == .onHold && second.statement == .nothing
        }
        var verifications = 0
        var weak: CertificateStatus?
        for (place, _) in lists.filter({ $0.statement == .revoked }) {
            verifications += 1
            if verifications > Self.maximumVerifications { return .tooManyLists }
            guard let problem = unsafe problem(with: handles[place], name, authorities, profile.flags, at: instant)
            else { return .revoked }
            problems.append(problem)
            if weak == nil, unsafe isGenuine(handles[place], name, authorities, at: instant) { weak = problem }
        }
        if let weak { return .revokedByWeakList(weak) }
        var weakness: Weakness?
        for (place, statement) in lists where statement != .revoked {
            verifications += 1
            if verifications > Self.maximumVerifications { return .tooManyLists }
            let problem = unsafe problem(with: handles[place], name, authorities, profile.flags, at: instant)
            if let problem {
                problems.append(problem)
                if statement == .onHold, unsafe isGenuine(handles[place], name, authorities, at: instant) {
                    return .onHold
                }
                if problem.contains(.insecureAlgorithm), facts[place].weakness == .weaklySigned,
                    unsafe isGenuine(handles[place], name, authorities, at: instant)
                {
                    weakness = weakness ?? .weaklySigned
                }
                continue
            }
            if statement == .onHold { return facts[place].weakness == nil ? .revoked : .onHold }
            if facts[place].weakness == nil {
                return isListedUnusably ? .unknown([.unknownCriticalExtensions]) : .notRevoked
            }
            weakness = weakness ?? facts[place].weakness
        }
        if let weakness { return .tooWeak(weakness) }
        // One of another name may be about certificates of several issuers.
        if problems.isEmpty, facts.contains(where: \.hasCriticalExtension) {
            problems.append(.unknownCriticalExtensions)
        }
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
}
