/// What somebody may have meant who wrote a name that there is not.
public enum NearestSpelling {
    /// The spelling that is most like a name: one that the name begins, else the one with the fewest letters to change.
    /// Dashes in front, capitals, and the difference between `-` and `_` don't count.
    ///
    /// - Returns: nil if there are no spellings.
    public static func of(_ name: String, among spellings: [String]) -> String? {
        let wanted = folded(name)
        var nearest: (spelling: String, distance: Int)?
        for spelling in spellings {
            let candidate = folded(spelling)
            let isBegun = wanted.count > 2 && candidate.starts(with: wanted)
            let distance = isBegun ? 0 : distance(wanted, candidate)
            if distance < nearest?.distance ?? .max { nearest = (spelling, distance) }
        }
        return nearest?.spelling
    }

    /// Cut where it is too long for a name.
    private static func folded(_ name: String) -> [UInt8] {
        name.utf8.drop { $0 == UInt8(ascii: "-") }.prefix(64).map {
            $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0.asciiLowercased
        }
    }

    /// How many octets must be put in, left out or replaced (Levenshtein).
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var row = Array(0...other.count)
        for (place, octet) in one.enumerated() {
            var diagonal = row[0]
            row[0] = place + 1
            for index in other.indices {
                let replaced = diagonal + (octet == other[index] ? 0 : 1)
                diagonal = row[index + 1]
                row[index + 1] = min(replaced, row[index] + 1, diagonal + 1)
            }
        }
        return row[other.count]
    }
}
