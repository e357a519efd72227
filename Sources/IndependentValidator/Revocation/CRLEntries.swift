import ServerIdentity
import SwiftASN1

/// The entries of a CRL (revokedCertificates, RFC 5280 section 5.3), checked once, found by serial number and issuer.
///
/// Nothing is kept but the octets as they lie and an index of where entries begin: 5.4 octets an entry, a quarter of
/// the shortest one, and 8 more for one that names an issuer. An entry is decoded again when somebody asks for it.
struct CRLEntries: Sendable {
    private let octets: ArraySlice<UInt8>
    private(set) var count = 0
    /// Open addressing: 1 + where an entry begins in the octets, or 0.
    private var table: [UInt32] = []
    /// Whose certificates entries are about (RFC 5280 section 5.3.3), from one on: places in `issuers`. Before the
    /// first of them, the CRL's own issuer's.
    private var owners: [(start: UInt32, issuer: UInt32)] = []
    private(set) var issuers: [DistinguishedName]
    /// The first critical extension in an entry that is not known (RFC 5280 section 5.3: then the CRL must not be
    /// used).
    private(set) var unknownCritical: OID?
    private(set) var hasExtensions = false
    /// Whether an entry names the issuer of its certificate, which only entries of an indirect CRL may.
    var namesIssuers: Bool { !owners.isEmpty }

    /// No entries.
    init(issuer: DistinguishedName) {
        octets = []
        issuers = [issuer]
    }

    /// Passes over all entries.
    ///
    /// - Parameter content: the content octets of revokedCertificates.
    init(_ content: ArraySlice<UInt8>, issuer: DistinguishedName) throws(CertificateDecodingError) {
        octets = content
        issuers = [issuer]
        var cursor = DERCursor(content)
        var known: [DistinguishedName: UInt32] = [issuer: 0]
        var (octetsOfIssuers, octetsOfNames) = (0, 0)
        while !cursor.isAtEnd {
            let element = try cursor.next(tagged: 0x30, Self.field)
            if element.content.count > Self.maximumLength {
                throw CertificateDecodingError(field: Self.field, reason: "an entry of more than \(Self.maximumLength) octets")
            }
            let entry = try Entry(content[element.content])
            count += 1
            guard let extensions = entry.extensions else { continue }
            hasExtensions = true
            if unknownCritical == nil { unknownCritical = extensions.unknownCritical(known: Self.knownExtensions) }
            octetsOfNames += extensions[.certificateIssuer]?.value.count ?? 0
            if octetsOfNames > Self.maximumOctetsOfNames {
                throw CertificateDecodingError(
                    field: Self.field, reason: "more than \(Self.maximumOctetsOfNames) octets of certificateIssuer")
            }
            guard let name = try entry.certificateIssuer() else { continue }
            if known[name] == nil {
                octetsOfIssuers += name.octets.count
                if issuers.count == Self.maximumIssuers || octetsOfIssuers > Self.maximumOctetsOfIssuers {
                    throw CertificateDecodingError(
                        field: Self.field,
                        reason:
                            "more than \(Self.maximumIssuers) issuers, or \(Self.maximumOctetsOfIssuers) octets of their names"
                    )
                }
                known[name] = UInt32(issuers.count)
                issuers.append(name)
            }
            // "The certificate issuer is the same as that of the preceding entry" where an entry does not say.
            owners.append((start: start(of: element), issuer: known[name] ?? 0))
        }
        try fillTable()
    }

    /// The entry about a certificate; nil if there is none. Of several, one that revokes goes before one that only says
    /// removeFromCRL.
    func entry(serialNumber: ArraySlice<UInt8>, issuer: DistinguishedName) -> CRLEntry? {
        guard let owner = issuers.firstIndex(of: issuer), !table.isEmpty else { return nil }
        var slot = Self.slot(serialNumber, owner, table.count)
        while let start = start(at: slot) {
            if self.owner(of: start) == owner, serial(at: start) == serialNumber { return entry(at: start) }
            slot = slot + 1 == table.count ? 0 : slot + 1
        }
        return nil
    }

    /// How many octets the index takes beside those of the CRL.
    var indexOctets: Int {
        table.count * MemoryLayout<UInt32>.stride + owners.count * MemoryLayout<(UInt32, UInt32)>.stride
    }

    /// Three quarters full, so that a search ends soon.
    private mutating func fillTable() throws(CertificateDecodingError) {
        if count == 0 { return }
        table = Array(repeating: 0, count: count + count / 3 + 1)
        var cursor = DERCursor(octets)
        while !cursor.isAtEnd {
            let element = try cursor.next(Self.field)
            let place = start(of: element)
            let serial = serial(at: place)
            let owner = owner(of: place)
            var slot = Self.slot(serial, owner, table.count)
            while let other = start(at: slot), self.owner(of: other) != owner || self.serial(at: other) != serial {
                slot = slot + 1 == table.count ? 0 : slot + 1
            }
            if let other = start(at: slot), entry(at: other).reason != .removeFromCRL { continue }
            table[slot] = place + 1
        }
    }

    /// Hashed with the standard library's seed, so that no CRL can be made to collide.
    private static func slot(_ serialNumber: ArraySlice<UInt8>, _ owner: Int, _ size: Int) -> Int {
        var hasher = Hasher()
        serialNumber.hashWords(into: &hasher)
        hasher.combine(owner)
        return Int(truncatingIfNeeded: UInt(bitPattern: hasher.finalize()).multipliedFullWidth(by: UInt(size)).high)
    }

    /// An index into at most 64 MiB (`CRLDER.maximumLength`).
    private func start(of element: DERCursor.Element) -> UInt32 {
        UInt32(truncatingIfNeeded: element.whole.lowerBound - octets.startIndex)
    }

    /// Where the entry of a slot begins; nil if the slot is free.
    private func start(at slot: Int) -> UInt32? { table[slot] == 0 ? nil : table[slot] - 1 }

    /// Whose certificate the entry that begins there is about.
    private func owner(of start: UInt32) -> Int {
        if owners.isEmpty { return 0 }
        var (low, high) = (0, owners.count)
        while low < high {
            let middle = (low + high) / 2
            if owners[middle].start <= start { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 0 : Int(owners[low - 1].issuer)
    }

    /// The serial number of an entry that was decoded before.
    private func serial(at start: UInt32) -> ArraySlice<UInt8> {
        var outer = DERCursor(octets[(octets.startIndex + Int(start))...])
        guard let entry = try? outer.next("") else { return [] }
        var inner = DERCursor(octets[entry.content])
        return (try? inner.next("")).map { octets[$0.content] } ?? []
    }

    private func entry(at start: UInt32) -> CRLEntry {
        var outer = DERCursor(octets[(octets.startIndex + Int(start))...])
        // The same octets were decoded before; if they could not be, that would be no reason to call the certificate
        // good.
        guard let element = try? outer.next(""), let entry = try? Entry(octets[element.content]) else {
            return CRLEntry(date: .earliest, reason: nil)
        }
        return CRLEntry(date: entry.date, reason: entry.reason)
    }

    private static let field = "tbsCertList.revokedCertificates"
    private static let extensionsField = "\(field).crlEntryExtensions"
    private static let knownExtensions: Set<OID> = [.reasonCode, .invalidityDate, .certificateIssuer]
    /// 65,536: an indirect CRL speaks for CAs of one organization; the names of more would cost more memory than their
    /// entries.
    private static let maximumIssuers = 65_536
    /// 4 MiB of their names: each is kept three times.
    private static let maximumOctetsOfIssuers = 4 * 1_024 * 1_024
    /// 8 MiB of certificateIssuer, equal ones counted anew: SwiftASN1 makes a tree of each, 80,000 usual ones.
    private static let maximumOctetsOfNames = 8 * 1_024 * 1_024
    /// 4 KiB: usual entries have 20 to 40 octets, and a hundred more with the name of an issuer.
    private static let maximumLength = 4 * 1_024

    /// One entry as decoded.
    private struct Entry {
        let date: Instant
        let extensions: StatusExtensions?
        /// reasonCode (RFC 5280 section 5.3.1); nil if absent.
        let reason: RevocationReason?

        init(_ content: ArraySlice<UInt8>) throws(CertificateDecodingError) {
            var cursor = DERCursor(content)
            let serial = content[try cursor.next(tagged: 0x02, "\(field).userCertificate").content]
            // Also negative ones and ones beyond 20 octets: such certificates exist (RFC 5280 section 4.1.2.2 asks to
            // handle them).
            guard let first = serial.first else {
                throw CertificateDecodingError(field: "\(field).userCertificate", reason: "INTEGER of no octets")
            }
            if serial.count > 1, first == 0 || first == 0xFF, serial[serial.startIndex + 1] & 0x80 == first & 0x80 {
                throw CertificateDecodingError(field: "\(field).userCertificate", reason: "INTEGER with more octets than it needs")
            }
            let time = try cursor.next("\(field).revocationDate")
            date = try StatusTime.instant(time, in: content, "\(field).revocationDate")
            if cursor.isAtEnd {
                (extensions, reason) = (nil, nil)
                return
            }
            let rest = try cursor.next(tagged: 0x30, extensionsField)
            guard cursor.isAtEnd else {
                throw CertificateDecodingError(field: field, reason: "unexpected octets after the last field")
            }
            let extensions = try StatusExtensions(content[rest.content], extensionsField)
            self.extensions = extensions
            reason =
                if let value = extensions[.reasonCode]?.value {
                    try RevocationReason(value, "\(extensionsField).reasonCode")
                } else { nil }
            if let value = extensions[.invalidityDate]?.value { try Self.checkInvalidityDate(value) }
        }

        /// RFC 5280 section 5.3.2: since when the key is known to have been wrong. It changes no verdict, but must be
        /// well-formed.
        private static func checkInvalidityDate(_ value: ArraySlice<UInt8>) throws(CertificateDecodingError) {
            let path = "\(extensionsField).invalidityDate"
            var cursor = DERCursor(value)
            _ = try StatusTime.instant(try cursor.next(path), in: value, onlyGeneralized: true, path)
            guard cursor.isAtEnd else { throw CertificateDecodingError(field: path, reason: "followed by more octets") }
        }

        /// RFC 5280 section 5.3.3; nil if absent.
        func certificateIssuer() throws(CertificateDecodingError) -> DistinguishedName? {
            guard let value = extensions?[.certificateIssuer]?.value else { return nil }
            let path = "\(extensionsField).certificateIssuer"
            let names = try ComparableName.list(try parseDER(value, field: path), .sequence, path)
            guard let name = names.lazy.compactMap(\.directoryName).first else {
                throw CertificateDecodingError(field: path, reason: "no directoryName")
            }
            return name
        }
    }
}

/// What a CRL says of one certificate.
struct CRLEntry: Hashable, Sendable {
    let date: Instant
    /// nil if the entry gives none.
    let reason: RevocationReason?
}

extension RevocationReason {
    /// Reads a CRLReason, an ENUMERATED, from its whole encoding.
    init(_ value: ArraySlice<UInt8>, _ field: @autoclosure () -> String) throws(CertificateDecodingError) {
        var cursor = DERCursor(value)
        let octets = value[try cursor.next(tagged: 0x0A, field()).content]
        guard cursor.isAtEnd, octets.count == 1, let code = octets.first, let reason = RevocationReason(rawValue: code) else {
            throw CertificateDecodingError(field: field(), reason: "\(hexadecimal(value.prefix(8))) is no CRLReason")
        }
        self = reason
    }
}

extension OID {
    fileprivate static let reasonCode = OID(2, 5, 29, 21)
    fileprivate static let invalidityDate = OID(2, 5, 29, 24)
    fileprivate static let certificateIssuer = OID(2, 5, 29, 29)
}

/// Why a certificate was revoked (CRLReason, RFC 5280 section 5.3.1).
enum RevocationReason: UInt8, Hashable, Sendable {
    case unspecified = 0
    case keyCompromise = 1
    case caCompromise = 2
    case affiliationChanged = 3
    case superseded = 4
    case cessationOfOperation = 5
    case certificateHold = 6
    case removeFromCRL = 8
    case privilegeWithdrawn = 9
    case aaCompromise = 10

    /// The reason in the words of RFC 5280.
    var text: String {
        switch self {
        case .unspecified: "unspecified"
        case .keyCompromise: "keyCompromise"
        case .caCompromise: "cACompromise"
        case .affiliationChanged: "affiliationChanged"
        case .superseded: "superseded"
        case .cessationOfOperation: "cessationOfOperation"
        case .certificateHold: "certificateHold"
        case .removeFromCRL: "removeFromCRL"
        case .privilegeWithdrawn: "privilegeWithdrawn"
        case .aaCompromise: "aACompromise"
        }
    }
}
