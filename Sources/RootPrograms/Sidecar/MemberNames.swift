import ServerIdentity

/// The names of the members in a JSON text, which decoders take one of where there are two.
enum MemberNames {
    /// What is wrong with them, in one clause; nil for objects whose members all have names of their own, in plain
    /// letters.
    ///
    /// - Parameter json: what a decoder has taken for JSON.
    static func problem(in json: [UInt8]) -> String? {
        // Decoders take UTF-16 as well: names are looked for in UTF-8 alone.
        if json.contains(0) { return "it is no JSON in UTF-8" }
        // For each object around the place its names, for each array nothing.
        var names: [Set<ArraySlice<UInt8>>] = []
        var place = 0
        while place < json.count {
            let octet = json[place]
            place += 1
            switch octet {
            case UInt8(ascii: "{"), UInt8(ascii: "["): names.append([])
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = names.popLast()
            case UInt8(ascii: "\""):
                let text = json[place..<endOfString(json, from: place)]
                place = text.endIndex + 1
                guard isName(json, before: place), let last = names.indices.last else { continue }
                if text.contains(UInt8(ascii: "\\")) { return "a member '\(shown(text))' with an escape in its name" }
                if !names[last].insert(text).inserted { return "two members '\(shown(text))'" }
            default: break
            }
        }
        return nil
    }

    private static func shown(_ name: ArraySlice<UInt8>) -> EscapedText { EscapedText(name, limit: shownOctets) }

    private static let shownOctets = 40

    /// Where the quote is that ends a string; the end of the text where there is none.
    private static func endOfString(_ json: [UInt8], from start: Int) -> Int {
        var place = start
        while place < json.count, json[place] != UInt8(ascii: "\"") { place += json[place] == UInt8(ascii: "\\") ? 2 : 1 }
        return min(place, json.count)
    }

    /// Whether a colon comes next.
    private static func isName(_ json: [UInt8], before start: Int) -> Bool {
        var place = start
        while place < json.count, isSpace(json[place]) { place += 1 }
        return place < json.count && json[place] == UInt8(ascii: ":")
    }

    private static func isSpace(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x09 || octet == 0x0A || octet == 0x0D }
}
