import LocalFiles

/// The lines of a text, each with its number: LF, CRLF and CR end a line (RFC 7468 section 2). One pass, no copies.
struct PEMLines {
    private let octets: [UInt8]
    private var position: Int
    private var number = 0
    /// Where the next line feed stands, or the end: a file whose lines end in CR is not searched anew for each.
    private var lineFeed = -1

    init(_ octets: [UInt8]) {
        self.octets = octets
        position = 0
    }

    /// The next line without its end and without white space at its end, and where its first dash stands.
    ///
    /// What `cat` makes of files that lack their last line's end, or begin with a byte order mark (as editors on
    /// Windows write it), is read as what they were: a mark at the start of any line is passed over, and `-----END
    /// X----------BEGIN X-----` is two lines of one number.
    mutating func next() -> (number: Int, text: ArraySlice<UInt8>, dash: Int?)? {
        guard position < octets.count else { return nil }
        if octets[position...].starts(with: [0xEF, 0xBB, 0xBF]) { position += 3 }
        guard position < octets.count else { return nil }
        if let half = secondHalf {
            secondHalf = nil
            defer { position = half.next }
            return (number, half.text, half.text.startIndex)
        }
        let end = nextEnd()
        let start = position
        position = end + 1
        if end + 1 < octets.count, octets[end] == UInt8(ascii: "\r"), octets[end + 1] == UInt8(ascii: "\n") { position = end + 2 }
        number += 1
        var last = end
        while last > start, octets[last - 1].isPEMSpace { last -= 1 }
        let line = octets[start..<last]
        let dash = octets.place(of: UInt8(ascii: "-"), from: start, before: last)
        guard dash == start, let begin = PEMLine.secondBoundary(in: line) else { return (number, line, dash) }
        secondHalf = (line[begin...], position)
        position = begin
        return (number, line[..<begin], dash)
    }

    private var secondHalf: (text: ArraySlice<UInt8>, next: Int)?

    /// Where the line at the position ends.
    private mutating func nextEnd() -> Int {
        if lineFeed < position { lineFeed = octets.place(of: UInt8(ascii: "\n"), from: position) ?? octets.count }
        return octets.place(of: UInt8(ascii: "\r"), from: position, before: lineFeed) ?? lineFeed
    }
}

extension UInt8 {
    /// Space, tab, vertical tab or form feed: white space inside a line (RFC 7468 section 3).
    var isPEMSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0B || self == 0x0C }
}

/// What a line is to a PEM file.
enum PEMLine {
    case begin(label: String)
    case end(label: String)
    /// Holds a boundary's beginning and is none.
    case malformedBoundary
    case text

    /// - Parameter dash: where the first dash in the line stands; nil for a line without one. Most lines are base64, and
    ///   a boundary has five dashes: one look tells.
    init(_ line: ArraySlice<UInt8>, firstDash dash: Int?) {
        guard let dash else {
            self = .text
            return
        }
        if let label = Self.label(of: line, after: Self.beginMark) {
            self = .begin(label: label)
        } else if let label = Self.label(of: line, after: Self.endMark) {
            self = .end(label: label)
        } else if Self.holdsMark(line[dash...]) {
            self = .malformedBoundary
        } else {
            self = .text
        }
    }

    private static func label(of line: ArraySlice<UInt8>, after mark: [UInt8]) -> String? {
        guard line.starts(with: mark) else { return nil }
        let rest = line.dropFirst(mark.count)
        guard rest.count >= dashes.count, rest.suffix(dashes.count).elementsEqual(dashes) else { return nil }
        let label = rest.dropLast(dashes.count)
        // RFC 7468 section 3: printable ASCII, and no hyphen beside another.
        guard label.count <= maximumLabelLength, label.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return nil }
        return String(decoding: label, as: UTF8.self)
    }

    /// Where a `-----BEGIN` follows on a whole `-----END` in the same line; nil in any other line.
    static func secondBoundary(in line: ArraySlice<UInt8>) -> Int? {
        guard line.starts(with: endMark) else { return nil }
        let content = line.dropFirst(endMark.count)
        guard let first = content.prefix(maximumLabelLength + 1).firstIndex(of: UInt8(ascii: "-")) else { return nil }
        let begin = first + dashes.count
        return begin < line.endIndex && line[first...].starts(with: dashes + beginMark) ? begin : nil
    }

    /// Whether a boundary's beginning stands anywhere in the line.
    private static func holdsMark(_ line: ArraySlice<UInt8>) -> Bool {
        var rest = line.prefix(maximumSearched)
        while let dash = rest.firstIndex(of: UInt8(ascii: "-")) {
            rest = rest[dash...]
            let run = rest.prefix { $0 == UInt8(ascii: "-") }.count
            rest = rest.dropFirst(run)
            if run >= dashes.count, rest.starts(with: beginWord) || rest.starts(with: endWord) { return true }
        }
        return false
    }

    private static let dashes = Array("-----".utf8)
    private static let beginWord = Array("BEGIN ".utf8)
    private static let endWord = Array("END ".utf8)
    private static let beginMark = dashes + beginWord
    private static let endMark = dashes + endWord
    /// 64 octets: the longest label in use, `ENCRYPTED PRIVATE KEY`, has 21.
    private static let maximumLabelLength = 64
    /// 64 KiB of a line are searched for a damaged boundary: it stands alone, or behind one line of another file.
    private static let maximumSearched = 65_536
}
