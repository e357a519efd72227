import ServerIdentity

/// Where the values of a JSON text stand: the line of each, by its path. `JSONDecoder` names paths and no lines.
///
/// It refuses what is no JSON by RFC 8259, as far as lines depend on it; beyond that, two members of one name in an
/// object, and values nested too deep. What numbers and strings hold is left to the decoder.
struct JSONOutline {
    private var lines: [String: Int] = [:]

    /// Whether there is such a value: `entries.2.id`.
    func has(_ path: String) -> Bool { lines[path] != nil }

    /// The line of a value, or of the innermost object or array around it that there is.
    func line(of path: String) -> Int {
        var path = path[...]
        while true {
            if let line = lines[String(path)] { return line }
            guard let dot = path.lastIndex(of: ".") else { return lines[""] ?? 1 }
            path = path[..<dot]
        }
    }

    init(_ octets: [UInt8], maximumDepth: Int) throws(JSONOutlineProblem) {
        var reader = Reader(octets: octets, depthsLeft: maximumDepth)
        try reader.value("")
        reader.skipSpace()
        if reader.place < octets.count { throw reader.problem("", "something follows after the end") }
        lines = reader.lines
    }

    private struct Reader {
        let octets: [UInt8]
        var depthsLeft: Int
        var place = 0
        var line = 1
        var lines: [String: Int] = [:]

        var next: UInt8? { place < octets.count ? octets[place] : nil }

        func problem(_ field: String, _ reason: String) -> JSONOutlineProblem {
            JSONOutlineProblem(line: line, field: field, reason: reason)
        }

        mutating func skipSpace() {
            while let octet = next, [0x20, 0x09, 0x0A, 0x0D].contains(octet) {
                if octet == 0x0A { line += 1 }
                place += 1
            }
        }

        /// Takes an octet if it comes next.
        mutating func take(_ character: Unicode.Scalar) -> Bool {
            skipSpace()
            guard next == UInt8(ascii: character) else { return false }
            place += 1
            return true
        }

        mutating func value(_ path: String) throws(JSONOutlineProblem) {
            skipSpace()
            lines[path] = line
            switch next {
            case UInt8(ascii: "{"):
                try nested(path, "}") { (reader, path) throws(JSONOutlineProblem) in try reader.member(path) }
            case UInt8(ascii: "["):
                var index = 0
                try nested(path, "]") { (reader, path) throws(JSONOutlineProblem) in
                    try reader.value(path.isEmpty ? "\(index)" : "\(path).\(index)")
                    index += 1
                }
            case UInt8(ascii: "\""): _ = try string(path)
            case nil: throw problem(path, "the text ends where a value should begin")
            case let octet?:
                let word = octets[place...].prefix { $0.isASCIILetter || $0.isASCIIDigit || "+-.".utf8.contains($0) }
                if word.isEmpty { throw problem(path, "no value begins with '\(EscapedText([octet]))'") }
                place += word.count
            }
        }

        private mutating func nested(
            _ path: String, _ end: Unicode.Scalar, _ part: (inout Reader, String) throws(JSONOutlineProblem) -> Void
        ) throws(JSONOutlineProblem) {
            if depthsLeft == 0 { throw problem(path, "nested too deep") }
            depthsLeft -= 1
            place += 1
            if !take(end) {
                repeat { try part(&self, path) } while take(",")
                guard take(end) else { throw problem(path, "neither ',' nor '\(end)' follows") }
            }
            depthsLeft += 1
        }

        private mutating func member(_ path: String) throws(JSONOutlineProblem) {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw problem(path, "a member's name must follow") }
            let name = try string(path)
            let field = path.isEmpty ? name : "\(path).\(name)"
            if has(field) { throw problem(field, "a second member of this name") }
            guard take(":") else { throw problem(field, "no ':' follows the name") }
            try value(field)
        }

        private func has(_ path: String) -> Bool { lines[path] != nil }

        /// The octets between quotation marks, escapes as they stand.
        private mutating func string(_ path: String) throws(JSONOutlineProblem) -> String {
            let start = place + 1
            place = start
            while let octet = next {
                switch octet {
                case UInt8(ascii: "\""):
                    place += 1
                    guard let text = String(validating: octets[start..<place - 1], as: UTF8.self) else {
                        throw problem(path, "a string that is not UTF-8")
                    }
                    return text
                case UInt8(ascii: "\\"): place += 2
                case ..<0x20: throw problem(path, "a string with a control character or a line break")
                default: place += 1
                }
            }
            throw problem(path, "a string without an end")
        }
    }
}

/// What makes a text no JSON, and where.
struct JSONOutlineProblem: Error {
    let line: Int
    let field: String
    let reason: String
}
