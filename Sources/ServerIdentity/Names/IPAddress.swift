/// An IP address as a certificate's iPAddress holds it: 4 or 16 octets (RFC 5280 section 4.2.1.6).
///
/// An IPv4-mapped IPv6 address (`::ffff:192.0.2.1`) stays an IPv6 address: a certificate for the one is not one for the
/// other.
public struct IPAddress: Hashable, Sendable {
    /// Network order; 4 octets (IPv4) or 16 (IPv6).
    public let octets: [UInt8]

    /// Takes the octets of an iPAddress; nil unless there are exactly 4 or 16.
    public init?(octets: [UInt8]) {
        guard octets.count == 4 || octets.count == 16 else { return nil }
        self.octets = octets
    }

    /// Reads `192.0.2.1` or `2001:db8::1` (RFC 4291 section 2.2), also with a dotted IPv4 tail.
    ///
    /// Nil for anything else: no leading zeros, no hexadecimal or short forms, no brackets, no zone.
    public init?(parsing text: String) {
        let octets = Array(text.utf8)
        if octets.contains(UInt8(ascii: ":")) {
            guard let parsed = Self.parseV6(octets[...]) else { return nil }
            self.octets = parsed
        } else {
            guard let parsed = Self.parseV4(octets[...]) else { return nil }
            self.octets = parsed
        }
    }

    /// Reads an address as one dials it: an IPv6 address may have a zone (`fe80::1%eth0`, RFC 4007 section 11), which
    /// is no part of the address and is passed over. No interface's name holds a blank, a control character or one
    /// beyond ASCII, so a zone with one is refused.
    public init?(parsingWithZone text: String) {
        if text.utf8.contains(where: { $0 <= UInt8(ascii: " ") || $0 >= 0x7F }) { return nil }
        self.init(parsing: text.contains(":") ? String(text.prefix { $0 != "%" }) : text)
    }

    /// Whether the address is IPv6.
    public var isV6: Bool { octets.count == 16 }

    /// Whether the address belongs to this machine itself (127.0.0.0/8 or ::1).
    public var isLoopback: Bool {
        isV6 ? octets.dropLast().allSatisfy { $0 == 0 } && octets.last == 1 : octets.first == 127
    }

    private static func parseV4(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var octets: [UInt8] = []
        for part in parts {
            guard !part.isEmpty, part.count <= 3, part.allSatisfy(\.isASCIIDigit) else { return nil }
            if part.count > 1, part.first == UInt8(ascii: "0") { return nil }
            let value = part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            guard value <= 255 else { return nil }
            octets.append(UInt8(value))
        }
        return octets
    }

    private static func parseV6(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var head: [UInt8] = []
        var tail: [UInt8] = []
        var sawGap = false
        var rest = text
        if rest.starts(with: [UInt8(ascii: ":"), UInt8(ascii: ":")]) {
            sawGap = true
            rest = rest.dropFirst(2)
        }
        while !rest.isEmpty {
            let group = rest.prefix { $0 != UInt8(ascii: ":") }
            rest = rest.dropFirst(group.count)
            let value: [UInt8]
            if group.contains(UInt8(ascii: ".")) {
                guard rest.isEmpty, let dotted = parseV4(group) else { return nil }
                value = dotted
            } else {
                guard let hextet = parseHextet(group) else { return nil }
                value = hextet
            }
            if sawGap { tail += value } else { head += value }
            guard let separator = rest.first else { break }
            assert(separator == UInt8(ascii: ":"))
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: ":") {
                if sawGap { return nil }
                sawGap = true
                rest = rest.dropFirst()
            } else if rest.isEmpty {
                return nil
            }
        }
        let known = head.count + tail.count
        if sawGap {
            guard known <= 14 else { return nil }
            return head + [UInt8](repeating: 0, count: 16 - known) + tail
        }
        return known == 16 ? head : nil
    }

    private static func parseHextet(_ group: ArraySlice<UInt8>) -> [UInt8]? {
        guard (1...4).contains(group.count) else { return nil }
        var value = 0
        for octet in group {
            guard let digit = Character(Unicode.Scalar(octet)).hexDigitValue else { return nil }
            value = value * 16 + digit
        }
        return [UInt8(value >> 8), UInt8(value & 0xFF)]
    }
}

extension IPAddress: CustomStringConvertible {
    /// `192.0.2.1`, or the canonical IPv6 text of RFC 5952 (lower case, the longest run of zeros as `::`).
    public var description: String {
        guard isV6 else { return octets.map { String($0) }.joined(separator: ".") }
        let groups = stride(from: 0, to: 16, by: 2).map { Int(octets[$0]) << 8 | Int(octets[$0 + 1]) }
        let texts = groups.map { String($0, radix: 16) }
        guard let gap = Self.longestZeroRun(groups) else { return texts.joined(separator: ":") }
        return texts[..<gap.lowerBound].joined(separator: ":") + "::" + texts[gap.upperBound...].joined(separator: ":")
    }

    private static func longestZeroRun(_ groups: [Int]) -> Range<Int>? {
        var best: Range<Int>?
        var start = 0
        while start < groups.count {
            var end = start
            while end < groups.count, groups[end] == 0 { end += 1 }
            if end - start >= 2, end - start > (best?.count ?? 0) { best = start..<end }
            start = max(end, start + 1)
        }
        return best
    }
}
