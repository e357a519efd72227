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
