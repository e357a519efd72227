import ServerIdentity

/// A text that may hold a peer's octets, with everything but printable ASCII and the ellipsis as `\xHH` of its UTF-8
/// form.
///
/// Text that was escaped already stays as it is. `alsoEscaping` names printable characters that would end a field.
package func printable(_ text: String, alsoEscaping forbidden: String = "") -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        let isPlain = scalar.value >= 0x20 && scalar.value < 0x7F || scalar == "…"
        if isPlain, !forbidden.unicodeScalars.contains(scalar) {
            result.unicodeScalars.append(scalar)
        } else {
            for octet in String(scalar).utf8 { result += "\\x" + hexadecimal(octet) }
        }
    }
    return result
}

/// Printable text with what is `\xHH` in it as the letters that it is the UTF-8 form of. Controls, marks that turn the
/// direction of writing, characters that nobody sees, and octets that are no UTF-8 stay as they are.
func lettersShown(in text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    var shown: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let first = rest.first {
        if let (octets, length) = letter(rest) {
            shown += octets
            rest = rest.dropFirst(length)
        } else {
            shown.append(first)
            rest = rest.dropFirst()
        }
    }
    return String(decoding: shown, as: UTF8.self)
}

/// The UTF-8 form of the letter that a text begins with in escaped form, and how long that form is.
private func letter(_ text: ArraySlice<UInt8>) -> (octets: [UInt8], length: Int)? {
    guard let first = escaped(text) else { return nil }
    let count =
        switch first {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 0
        }
    let octets = (0..<count).compactMap { escaped(text.dropFirst(4 * $0)) }
    guard count > 0, octets.count == count, let letter = String(validating: octets, as: UTF8.self)?.unicodeScalars.first,
        isSeen(letter)
    else { return nil }
    return (octets, 4 * count)
}

/// The octet that a text begins with in the form `\xHH`.
private func escaped(_ text: ArraySlice<UInt8>) -> UInt8? {
    let form = Array(text.prefix(4))
    guard form.count == 4, form[0] == UInt8(ascii: "\\"), form[1] == UInt8(ascii: "x") else { return nil }
    return octets(hexadecimal: String(decoding: form[2...], as: UTF8.self))?.first
}

private func isSeen(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isDefaultIgnorableCodePoint { return false }
    return switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator: false
    default: true
    }
}
