import ServerIdentity
import SwiftASN1

/// A Name of RFC 5280 section 4.1.2.4, as its DER octets and as text.
///
/// Two names are equal by the rule of RFC 5280 section 7.1: part by part, strings without regard to case, string type
/// and repeated blanks, everything else by its octets. GnuTLS compares octets alone, OpenSSL a form much like this one.
///
/// Q: Can that link too much? A: A link by name is only a candidate; the signature decides.
///
/// Q: Letters beyond ASCII? A: The simple lower case of Unicode, without the normalization of RFC 4518: composed and
/// decomposed letters differ.
public struct DistinguishedName: Hashable, Sendable {
    /// The whole DER encoding, tag and length included.
    public let octets: [UInt8]
    /// What names are compared by (`NameAttribute.comparable`), each RelativeDistinguishedName after its length, and
    /// after a mark that says whether it is one attribute or several.
    let comparable: [UInt8]
    /// What RFC 5280 appendix A.1 has against the first attribute that it has something against; nil if nothing.
    let syntaxFlaw: String?
    /// Whether every value is printable ASCII, so that what looks equal is equal.
    let isPlain: Bool

    /// Equal by RFC 5280 section 7.1.
    public static func == (first: DistinguishedName, second: DistinguishedName) -> Bool {
        first.comparable.isEqual(to: second.comparable)
    }

    /// Hashes what is compared.
    public func hash(into hasher: inout Hasher) { comparable.hashWords(into: &hasher) }

    /// Checks the structure down to every attribute; what the attributes say is read when somebody asks.
    init(_ node: ASN1Node, _ field: String) throws(CertificateDecodingError) {
        octets = Array(node.encodedBytes)
        var comparable: [UInt8] = []
        comparable.reserveCapacity(2 * octets.count)
        var flaw: String?
        var isPlain = true
        for set in try node.children(.sequence, field) {
            try comparable.appendWithLength { part throws(CertificateDecodingError) in
                try Self.append(set, field, to: &part, flaw: &flaw, isPlain: &isPlain)
            }
        }
        self.comparable = comparable
        syntaxFlaw = flaw
        self.isPlain = isPlain
    }

    /// The attributes of one RelativeDistinguishedName, in a fixed order: it is a set. A mark says whether there is
    /// one, or several with their lengths.
    private static func append(
        _ set: ASN1Node, _ field: String, to comparable: inout [UInt8], flaw: inout String?, isPlain: inout Bool
    ) throws(CertificateDecodingError) {
        var nodes = try set.children(.set, field).makeIterator()
        guard let first = nodes.next() else {
            throw CertificateDecodingError(field: field, reason: "RelativeDistinguishedName without an attribute")
        }
        let attribute = try NameAttribute(first, field)
        flaw = flaw ?? attribute.syntaxFlaw
        isPlain = isPlain && attribute.isPlain
        guard var next = nodes.next() else {
            comparable.append(0)
            return attribute.append(to: &comparable)
        }
        comparable.append(1)
        var attributes = [attribute.comparable]
        var last = first
        while true {
            // X.690 section 11.6: the values of a SET OF are sorted, so that a set has one encoding.
            if next.encodedBytes.lexicographicallyPrecedes(last.encodedBytes) {
                throw CertificateDecodingError(
                    field: field, reason: "a SET whose values are not sorted, which DER does not allow")
            }
            let attribute = try NameAttribute(next, field)
            flaw = flaw ?? attribute.syntaxFlaw
            isPlain = isPlain && attribute.isPlain
            attributes.append(attribute.comparable)
            last = next
            guard let following = nodes.next() else { break }
            next = following
        }
        attributes.sort { $0.lexicographicallyPrecedes($1) }
        for attribute in attributes { comparable.appendWithLength { $0 += attribute } }
    }

    /// Whether the name has no attributes at all.
    public var isEmpty: Bool { comparable.isEmpty }

    /// Whether this name begins with all parts of another one: RFC 5280 section 4.2.1.10 for directoryName subtrees.
    func isWithin(_ base: DistinguishedName) -> Bool { comparable.starts(with: base.comparable) }

    /// Whether this name may begin with all parts of another one, for subtrees that are excluded: two spellings of one
    /// text, which RFC 4518 would fold into one (composed and decomposed letters, soft hyphens, wide forms), are not
    /// told apart here, so a value beyond printable ASCII may be any other.
    func mayBeWithin(_ base: DistinguishedName) -> Bool {
        if isWithin(base) { return true }
        if isPlain, base.isPlain { return false }
        let parts = relativeNames
        let asked = base.relativeNames
        return parts.count >= asked.count
            && zip(parts, asked).allSatisfy { part, asked in
                part.count == asked.count
                    && asked.allSatisfy { wanted in
                        part.contains {
                            $0.type == wanted.type && ($0.comparable == wanted.comparable || !$0.isPlain || !wanted.isPlain)
                        }
                    }
            }
    }

    /// The string form of RFC 4514 (most specific part first). Printable ASCII only: other octets are `\HH`. Made at
    /// each call.
    public var text: String {
        let parts = relativeNames
        // RFC 4514 section 2.1: the last part of the encoding comes first.
        let shown = parts.reversed().prefix(Self.shownParts).map { part in
            part.prefix(Self.shownParts).map(\.text).joined(separator: "+") + (part.count > Self.shownParts ? "+…" : "")
        }
        let rest = parts.count - shown.count
        return shown.joined(separator: ",") + (rest > 0 ? ",… (\(rest) more parts)" : "")
    }

    /// 32. Names have 3 to 8 parts; a hostile one may have thousands.
    private static let shownParts = 32

    /// All commonNames in encoded order, as UTF-8 or as their own octets; the last one is the most specific. Made at
    /// each call.
    public var commonNames: [[UInt8]] { strings(of: .commonName) }

    /// All emailAddress attributes (PKCS #9), as `commonNames`.
    var emailAddresses: [[UInt8]] { strings(of: .emailAddress) }

    private func strings(of type: OID) -> [[UInt8]] { relativeNames.joined().filter { $0.type == type }.compactMap(\.string) }

    /// The attributes of each RelativeDistinguishedName, in encoded order.
    private var relativeNames: [[NameAttribute]] {
        // These octets were decoded before.
        guard let node = try? parseDER(octets[...], field: ""), let sets = try? node.children(.sequence, "") else { return [] }
        return sets.map { set in
            guard let attributes = try? set.children(.set, "") else { return [] }
            return attributes.compactMap { try? NameAttribute($0, "") }
        }
    }
}

extension [UInt8] {
    /// Appends octets behind their number, so that what is joined can't be taken apart in two ways.
    mutating func appendWithLength<E: Error>(_ append: (inout [UInt8]) throws(E) -> Void) throws(E) {
        let start = count
        self += [0, 0, 0, 0]
        try append(&self)
        let length = UInt32(truncatingIfNeeded: count - start - 4)  // a certificate has at most 256 KiB
        for (place, shift) in [24, 16, 8, 0].enumerated() { self[start + place] = UInt8(truncatingIfNeeded: length >> shift) }
    }
}

extension DistinguishedName: CustomStringConvertible {
    /// The string form of RFC 4514.
    public var description: String { text }
}
