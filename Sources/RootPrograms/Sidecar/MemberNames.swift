import ServerIdentity

/// The names of the members in a JSON text, which decoders take one of where there are two.
enum MemberNames {
    /// What is wrong with them, in one clause; nil for objects whose members all have names of their own, in plain letters.
    ///
    /// - Parameter json: what a decoder has taken for JSON.
    static func problem(in json: [UInt8]) -> String? {
        // Decoders take UTF-16 as well: names are looked for in UTF-8 alone.
        if json.contains(0) { return "it is no JSON in UTF-8" }
        // For each object around the place its names, for each array nothing.
        var names: [Set<ArraySlice<UInt8>>] = []
        var rest = json[...]
        while let octet = rest.popFirst() {
            switch octet {
            case UInt8(ascii: "{"), UInt8(ascii: "["): names.append([])
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = names.popLast()
            case UInt8(ascii: "\""):
                let text = string(&rest)
                let isName = rest.first { !isSpace($0) } == UInt8(ascii: ":")
                guard isName, let last = names.indices.last else { continue }
                let shown = EscapedText(text, limit: shownOctets)
                if text.contains(UInt8(ascii: "\\")) { return "a member '\(shown)' with an escape in its name" }
                if !names[last].insert(text).inserted { return "two members '\(shown)'" }
            default: break
            }
        }
        return nil
    }

    private static let shownOctets = 40

    /// The octets up to the quote that ends the string, which is passed over.
    private static func string(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let whole = rest
        while let octet = rest.popFirst(), octet != UInt8(ascii: "\"") {
            if octet == UInt8(ascii: "\\") { _ = rest.popFirst() }
        }
        return whole[whole.startIndex..<max(whole.startIndex, rest.startIndex - 1)]
    }

    private static func isSpace(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x09 || octet == 0x0A || octet == 0x0D }
}
