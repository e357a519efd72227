import CIDN2
public import ServerIdentity

/// Host names with letters beyond ASCII, turned into the form that certificates and the DNS use.
public enum InternationalNames {
    /// Turns a host name into A-labels: `straße.de` becomes `xn--strae-oqa.de`.
    ///
    /// IDNA2008 lookup (RFC 5891 section 5) after the mapping of UTS #46, non-transitional: letters are folded to lower
    /// case, full-width forms and ideographic full stops become their plain forms, `ß` and `ς` stay letters of their
    /// own. The text is brought into Unicode normalization form C first.
    ///
    /// It is *not* checked that the result is a host name (`DNSName` does that: a mapping may yield `*` or an address),
    /// nor that the letters belong to one script: a look-alike name is as good as any other here.
    ///
    /// - Returns: the name in ASCII, or the reason in libidn2's words: a code point that IDNA forbids, a label of more
    ///   than 63 or a name of more than 255 octets, an `xn--` label that does not decode. A NUL is refused before C
    ///   could take it for the end.
    public static func asciiForm(_ text: String) -> Result<String, ReferenceIdentityError> {
        if text.utf8.contains(0) { return .failure(.init(text, "it holds a NUL")) }
        // libidn2's time grows with the square of a label's length: a megabyte of text would keep it busy.
        if text.utf8.count > maximumLength {
            return .failure(.init(text, "\(text.utf8.count) octets are more than a host name can have"))
        }
        var raw: UnsafeMutablePointer<UInt8>?
        let flags = CInt(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue)
        // Swift lends a NUL-terminated UTF-8 copy of the text for the call; libidn2 allocates the result, and it is
        // freed here.
        let status = unsafe text.withCString(encodedAs: UTF8.self) { unsafe idn2_lookup_u8($0, &raw, flags) }
        defer { unsafe idn2_free(raw) }
        guard status == CInt(IDN2_OK.rawValue), let octets = unsafe raw else {
            return .failure(.init(text, "\(reason(status)) (libidn2)"))
        }
        return .success(unsafe String(cString: octets))
    }

    /// 2,048 octets of UTF-8. A name of 253 octets in A-labels has fewer than 253 letters of at most 4 octets before
    /// the mapping.
    public static let maximumLength = 2_048

    /// libidn2's text for a status: a static string, never freed.
    private static func reason(_ status: CInt) -> String {
        guard let text = unsafe idn2_strerror(status) else { return "error \(status)" }
        return unsafe String(cString: text)
    }
}
