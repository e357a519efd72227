import ServerIdentity
import SwiftASN1

/// The entries of a CRL (revokedCertificates, RFC 5280 section 5.3), checked once, found by serial number and issuer.
///
/// Only where each entry lies is kept, and a hash table of places: about 12 octets an entry beside the CRL itself. An
/// entry is decoded again when somebody asks for it.
struct CRLEntries: Sendable {
    private let octets: ArraySlice<UInt8>
    /// Where each entry begins in the octets.
    private var starts: [UInt32] = []
    /// Whose certificate each entry is about, by place in `issuers`; empty if all are about the CRL's own issuer.
    private var owners: [UInt32] = []
    private(set) var issuers: [DistinguishedName]
    /// Open addressing: 1 + the place of an entry, or 0.
    private var table: [UInt32] = []
    /// The first critical extension in an entry that is not known (RFC 5280 section 5.3: then the CRL must not be
    /// used).
    private(set) var unknownCritical: OID?
    private(set) var hasExtensions = false
    /// Whether an entry names the issuer of its certificate, which only entries of an indirect CRL may.
    private(set) var namesIssuers = false

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
        var owner: UInt32 = 0
        var known: [DistinguishedName: UInt32] = [issuer: 0]
        while !cursor.isAtEnd {
            let element = try cursor.next(tagged: 0x30, Self.field)
            let entry = try Entry(content[element.content])
            if let extensions = entry.extensions {
                hasExtensions = true
                if unknownCritical == nil { unknownCritical = extensions.unknownCritical(known: Self.knownExtensions) }
                // RFC 5280 section 5.3.3: without it, "the certificate issuer is the same as that of the preceding
                // entry".
                if let name = try entry.certificateIssuer() {
                    namesIssuers = true
                    if let place = known[name] {
                        owner = place
                    } else {
                        if issuers.count == Self.maximumIssuers {
                            throw CertificateDecodingError(field: Self.field, reason: "more than \(Self.maximumIssuers) issuers")
                        }
                        owner = UInt32(issuers.count)
                        issuers.append(name)
                        known[name] = owner
                    }
                }
            }
            if owner != 0 || !owners.isEmpty {
                while owners.count < starts.count { owners.append(0) }
                owners.append(owner)
            }
            // An index into at most 64 MiB (CRLDER.maximumLength).
            starts.append(UInt32(truncatingIfNeeded: element.whole.lowerBound - content.startIndex))
        }
        fillTable()
    }

    var count: Int { starts.count }

    /// The entry about a certificate; nil if there is none. Of several, one that revokes goes before one that only says
    /// removeFromCRL.
    func entry(serialNumber: ArraySlice<UInt8>, issuer: DistinguishedName) -> CRLEntry? {
        guard let owner = issuers.firstIndex(of: issuer), !table.isEmpty else { return nil }
        var slot = Self.slot(serialNumber, owner, table.count)
        while table[slot] != 0 {
            let place = Int(table[slot] - 1)
            if self.owner(of: place) == owner, serial(at: place) == serialNumber { return entry(at: place) }
            slot = (slot + 1) & (table.count - 1)
        }
        return nil
    }

    private mutating func fillTable() {
        if starts.isEmpty { return }
        var size = 4
        while size < starts.count * 2 { size *= 2 }
        table = Array(repeating: 0, count: size)
        for place in starts.indices {
            let serial = serial(at: place)
            let owner = owner(of: place)
            var slot = Self.slot(serial, owner, size)
            var isNew = true
            while isNew, table[slot] != 0 {
                let other = Int(table[slot] - 1)
                if self.owner(of: other) == owner, self.serial(at: other) == serial {
                    isNew = false
                    if entry(at: other).reason == .removeFromCRL { table[slot] = UInt32(place) + 1 }
                } else {
                    slot = (slot + 1) & (size - 1)
                }
            }
            if isNew { table[slot] = UInt32(place) + 1 }
        }
    }

    /// Hashed with the standard library's seed, so that no CRL can be made to collide.
    private static func slot(_ serialNumber: ArraySlice<UInt8>, _ owner: Int, _ size: Int) -> Int {
        var hasher = Hasher()
        serialNumber.hashWords(into: &hasher)
        hasher.combine(owner)
        return hasher.finalize() & (size - 1)
    }

    private func owner(of place: Int) -> Int { place < owners.count ? Int(owners[place]) : 0 }

    /// The serial number of an entry that was decoded before.
    private func serial(at place: Int) -> ArraySlice<UInt8> {
        var outer = DERCursor(octets[(octets.startIndex + Int(starts[place]))...])
        guard let entry = try? outer.next("") else { return [] }
        var inner = DERCursor(octets[entry.content])
        return (try? inner.next("")).map { octets[$0.content] } ?? []
    }

    private func entry(at place: Int) -> CRLEntry {
        var outer = DERCursor(octets[(octets.startIndex + Int(starts[place]))...])
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
