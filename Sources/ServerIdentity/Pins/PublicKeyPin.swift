/// The SHA-256 of a public key (SubjectPublicKeyInfo, DER) that a caller expects, as curl's `--pinnedpubkey` takes it:
/// `sha256//BASE64`.
public struct PublicKeyPin: Hashable, Sendable {
    /// 32 octets.
    public let sha256: [UInt8]

    /// Takes a digest; nil unless it has 32 octets.
    public init?(sha256: [UInt8]) {
        guard sha256.count == Self.length else { return nil }
        self.sha256 = sha256
    }

    /// Reads one pin.
    ///
    /// - Throws: `PublicKeyPinError` unless it is `sha256//` and the 44 characters of base64 (RFC 4648 section 4) that
    ///   32 octets make. A file with a public key, which curl takes too, is not read.
    public init(parsing text: some StringProtocol) throws(PublicKeyPinError) {
        guard text.hasPrefix(Self.prefix) else { throw PublicKeyPinError("does not begin with \(Self.prefix)") }
        let digits = Array(text.utf8.dropFirst(Self.prefix.utf8.count))
        guard digits.count == Self.digits, digits.last == UInt8(ascii: "=") else {
            throw PublicKeyPinError(
                "has \(digits.count) characters after \(Self.prefix); a SHA-256 has \(Self.digits), the last one '='")
        }
        var decoder = Base64Decoder()
        for (place, character) in digits.enumerated() {
            let isEarly = character == UInt8(ascii: "=") && place < Self.digits - 1
            if isEarly || decoder.take(character) != nil {
                throw PublicKeyPinError("holds something else than base64 at character \(Self.prefix.utf8.count + place + 1)")
            }
        }
        // Bits that belong to no octet are zero, so that a digest has one text.
        guard decoder.finish() == nil, decoder.octets.count == Self.length else {
            throw PublicKeyPinError("ends in base64 that no 32 octets make")
        }
        sha256 = decoder.octets
    }

    /// Reads several pins with `;` between them, as curl does. A `;` without a pin behind it is a slip of the keyboard,
    /// and is not passed over.
    ///
    /// - Throws: `PublicKeyPinListError` for the first that is none.
    public static func list(parsing text: String) throws(PublicKeyPinListError) -> [PublicKeyPin] {
        let texts = text.split(separator: ";", omittingEmptySubsequences: false)
        var pins: [PublicKeyPin] = []
        for (index, text) in texts.enumerated() {
            do throws(PublicKeyPinError) { pins.append(try PublicKeyPin(parsing: text)) } catch {
                throw PublicKeyPinListError(text: String(text), place: index + 1, count: texts.count, reason: error.reason)
            }
        }
        return pins
    }

    private static let prefix = "sha256//"
    private static let length = 32
    private static let digits = 44
}

extension PublicKeyPin: CustomStringConvertible {
    /// The form that was read.
    public var description: String { Self.prefix + base64(sha256) }
}

/// Why a text is no pin.
public struct PublicKeyPinError: Error, Hashable, Sendable {
    /// One clause about the text, without a subject and without a full stop.
    public let reason: String

    init(_ reason: String) { self.reason = reason }
}

/// Which of several texts is no pin, and why.
public struct PublicKeyPinListError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What stands in place of a pin.
    public let text: String
    /// Which it is, from 1.
    public let place: Int
    /// How many there are.
    public let count: Int
    /// One clause about the text, without a subject and without a full stop.
    public let reason: String

    /// `'sha256//x' (pin 2 of 2): has 1 characters after sha256//…`.
    public var description: String {
        "'\(EscapedText(text))'\(count == 1 ? "" : " (pin \(place) of \(count))"): \(reason)"
    }
}
