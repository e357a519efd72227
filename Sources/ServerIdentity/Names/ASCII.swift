/// ASCII case folding on octets: names are compared octet by octet, never as Unicode (RFC 4343, RFC 9525 section 6.3).
extension UInt8 {
    /// The lower-case form of an ASCII letter; any other octet as it is.
    @inlinable public var asciiLowercased: UInt8 {
        self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
    }

    /// Whether the octet is `0` to `9`.
    @inlinable public var isASCIIDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    /// Whether the octet is an ASCII letter of either case.
    @inlinable public var isASCIILetter: Bool {
        let lower = asciiLowercased
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }
}

extension Collection<UInt8> {
    /// Whether both hold the same octets, ASCII letters in either case.
    @inlinable
    public func isEqualIgnoringASCIICase(to other: some Collection<UInt8>) -> Bool {
        count == other.count && zip(self, other).allSatisfy { $0 == $1 || $0.asciiLowercased == $1.asciiLowercased }
    }
}
