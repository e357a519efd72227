/// The lines of a text, each with its number and without white space at both ends. LF and CRLF end a line.
struct CertdataLines {
    let octets: [UInt8]
    private var position = 0
    private(set) var number = 0
    private var returned: Range<Int>?

    init(_ octets: [UInt8]) { self.octets = octets }

    /// The next line's place.
    mutating func next() -> Range<Int>? {
        if let line = returned {
            returned = nil
            number += 1
            return line
        }
        guard position < octets.count else { return nil }
        var start = position
        var end = start
        while end < octets.count, octets[end] != UInt8(ascii: "\n") { end += 1 }
        position = end + 1
        number += 1
        while end > start, Self.isSpace(octets[end - 1]) { end -= 1 }
        while start < end, Self.isSpace(octets[start]) { start += 1 }
        return start..<end
    }

    /// Gives back the line that `next` gave last.
    mutating func giveBack(_ line: Range<Int>) {
        returned = line
        number -= 1
    }

    static func isSpace(_ octet: UInt8) -> Bool { octet == 0x20 || (0x09...0x0D).contains(octet) }
}
