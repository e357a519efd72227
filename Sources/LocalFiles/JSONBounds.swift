import Foundation

/// How much a text of JSON may hold, looked at before a decoder makes values of it: `JSONDecoder` takes a hundred octets
/// for an element of two, and goes on for as long as there are more.
///
/// It is no reader of JSON: what is none is left to the decoder.
package struct JSONBounds: Sendable {
    /// Arrays and objects inside each other.
    package let depth: Int
    /// Elements and members of all arrays and objects together.
    package let values: Int
    /// Elements of an array, by the member of the outermost object that it is.
    package let elements: [String: Int]
    /// Octets of a text, likewise.
    package let octets: [String: Int]
    /// Members of the outermost object that stand there once: of two, readers of JSON take the first or the last (RFC
    /// 8259 section 4).
    package let once: Set<String>

    /// Takes the limits.
    package init(
        depth: Int, values: Int, elements: [String: Int] = [:], octets: [String: Int] = [:], once: Set<String> = []
    ) {
        (self.depth, self.values, self.elements, self.octets) = (depth, values, elements, octets)
        self.once = once
    }

    /// What goes past a limit.
    package struct Excess: Hashable, Sendable {
        /// The member of the outermost object, in which it is; empty outside of all.
        package let field: String
        /// One clause with the limit, safe to print.
        package let reason: String
    }

    /// The first thing that goes past a limit; nil if nothing does.
    package func excess(in text: Span<UInt8>) -> Excess? {
        // Decoders take UTF-16 as well, where octets mean something else.
        if text.place(of: 0, from: 0) != nil { return Excess(field: "", reason: "it is no JSON in UTF-8") }
        var scan = Scan(bounds: self)
        var place = 0
        while place < text.count {
            let octet = text[place]
            if octet == UInt8(ascii: "\"") {
                let end = Self.endOfText(text, from: place + 1)
                if let excess = scan.take(text, place + 1..<end) { return excess }
                place = end
            } else if let excess = scan.take(octet) {
                return excess
            }
            place += 1
        }
        return nil
    }

    /// Where the quotation mark is that ends a text; the end where there is none.
    private static func endOfText(_ text: Span<UInt8>, from start: Int) -> Int {
        var place = start
        while true {
            let quote = text.place(of: UInt8(ascii: "\""), from: place) ?? text.count
            guard let escape = text.place(of: UInt8(ascii: "\\"), from: place, before: quote) else { return quote }
            place = min(escape + 2, text.count)
        }
    }

    /// What was seen so far.
    private struct Scan {
        let bounds: JSONBounds
        private var depth = 0
        private var values = 0
        /// The member of the outermost object; empty before its name is known.
        private var member = ""
        private var isBehindColon = false
        private var seen: Set<String> = []
        /// Elements of the array or object that the member is.
        private var count = 0

        init(bounds: JSONBounds) { self.bounds = bounds }

        /// Takes an octet outside of texts.
        mutating func take(_ octet: UInt8) -> Excess? {
            switch octet {
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                if depth == 2 { count = 1 }
                if depth > bounds.depth { return excess("nested deeper than the limit of \(bounds.depth)") }
                return next()
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: ":") where depth == 1: isBehindColon = true
            case UInt8(ascii: ","):
                if depth == 1 { (member, isBehindColon) = ("", false) }
                if depth == 2 {
                    count += 1
                    if let limit = bounds.elements[member], count > limit {
                        return excess("more than the limit of \(limit) elements")
                    }
                }
                return next()
            default: break
            }
            return nil
        }

        /// Takes a text, as it is written.
        mutating func take(_ text: Span<UInt8>, _ range: Range<Int>) -> Excess? {
            if depth != 1 { return nil }
            if !isBehindColon {
                var name: [UInt8] = []
                if range.count <= JSONBounds.longestName { for place in range { name.append(text[place]) } }
                member = JSONBounds.unescaped(String(decoding: name, as: UTF8.self))
                if bounds.once.contains(member), !seen.insert(member).inserted { return excess("it is there twice") }
            } else if let limit = bounds.octets[member], range.count > limit * JSONBounds.octetsOfEscape {
                return excess("it is longer than \(limit) octets")
            }
            return nil
        }

        private mutating func next() -> Excess? {
            values += 1
            return values > bounds.values ? excess("more than the limit of \(bounds.values) values") : nil
        }

        private func excess(_ reason: String) -> Excess { Excess(field: member, reason: reason) }
    }

    /// A name as a decoder reads it.
    private static func unescaped(_ name: String) -> String {
        if !name.contains("\\") { return name }
        return (try? JSONDecoder().decode(String.self, from: Data("\"\(name)\"".utf8))) ?? name
    }

    /// 64 octets: longer names are none of those that have limits.
    private static let longestName = 64
    /// An octet may be written as `\u0061`.
    private static let octetsOfEscape = 6
}
