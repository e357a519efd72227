import ServerIdentity

/// How GnuTLS 3.7.9 and OpenSSL 3.0 compare a presented name with a reference, as far as the ledger must recognise it.
///
/// This is a description of lenient matchers, not a matcher to trust: it only decides whether an entry fits. All octets
/// are lower case already.
enum LibraryMatching {
    /// GnuTLS `_gnutls_hostname_compare`: text, or `*` as the first octet standing for zero or more octets before the
    /// first dot, if two dots follow it.
    static func gnutls(_ name: [UInt8], _ asked: [UInt8]) -> Bool {
        guard name.allSatisfy({ $0 != 0 && $0 < 0x80 }) else { return false }
        guard name.first == star else { return name == asked }
        guard name.filter({ $0 == dot }).count >= 2, name.last != dot else { return false }
        return glob(name, asked)
    }

    /// OpenSSL `equal_wildcard`: text, a reference with a leading dot as "any name below", or a wildcard at the start
    /// or end of the left-most label.
    static func openssl(_ name: [UInt8], _ asked: [UInt8]) -> Bool {
        if name.contains(0) { return false }
        if name == asked { return true }
        if asked.count > 1, asked.first == dot { return name.suffix(asked.count).elementsEqual(asked) }
        return isOpenSSLWildcard(name) && coversForOpenSSL(name, asked)
    }

    /// Whether `pattern`, whose first `*` stands for octets other than a dot, covers all of `text`.
    static func glob(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
        covered(pattern, text).map { !$0.contains(dot) } ?? false
    }

    /// What the first `*` of `pattern` stands for in `text`; nil if the rest does not fit around it.
    private static func covered(_ pattern: [UInt8], _ text: [UInt8]) -> ArraySlice<UInt8>? {
        guard let position = pattern.firstIndex(of: star) else { return nil }
        let head = pattern[..<position]
        let tail = pattern[(position + 1)...]
        guard text.count >= head.count + tail.count, text.starts(with: head), text.suffix(tail.count).elementsEqual(tail)
        else { return nil }
        return text[head.count..<(text.count - tail.count)]
    }

    /// OpenSSL `valid_star`: one `*`, at an end of the left-most label, not in an A-label; two dots; letters, digits
    /// and inner hyphens.
    private static func isOpenSSLWildcard(_ pattern: [UInt8]) -> Bool {
        let labels = pattern.split(separator: dot, omittingEmptySubsequences: false)
        guard labels.count >= 3, let first = labels.first, first.count(where: { $0 == star }) == 1,
            first.first == star || first.last == star, !first.starts(with: aLabelPrefix)
        else { return false }
        return labels.allSatisfy { $0.first != hyphen && $0.last != hyphen && !$0.isEmpty }
            && first.allSatisfy { $0 == star || isLetterDigitHyphen($0) }
            && labels.dropFirst().allSatisfy { $0.allSatisfy(isLetterDigitHyphen) }
    }

    /// OpenSSL `wildcard_match`: letters, digits and hyphens, at least one of them under a complete wildcard; no
    /// A-label under a partial wildcard.
    private static func coversForOpenSSL(_ pattern: [UInt8], _ asked: [UInt8]) -> Bool {
        guard let part = covered(pattern, asked) else { return false }
        let isComplete = pattern.starts(with: [star, dot])
        if isComplete ? part.isEmpty : asked.starts(with: aLabelPrefix) { return false }
        return part.elementsEqual([star]) || part.allSatisfy(isLetterDigitHyphen)
    }

    private static func isLetterDigitHyphen(_ octet: UInt8) -> Bool { octet.isASCIILetter || octet.isASCIIDigit || octet == hyphen }

    private static let star = UInt8(ascii: "*")
    private static let dot = UInt8(ascii: ".")
    private static let hyphen = UInt8(ascii: "-")
    private static let aLabelPrefix = Array("xn--".utf8)
}
