import NIOCore
import ServerIdentity

/// The first octets of a peer, kept to tell whether it speaks TLS at all, and to quote what it says instead.
struct PeerOpening {
    private var octets: [UInt8] = []
    private var isTLS = false

    /// How many octets are quoted: enough for an HTTP status line or an SMTP greeting.
    private static let quoted = 60

    /// What the peer says, if its first octets are no TLS record (RFC 8446 section 5.1: type 20 to 24, then version
    /// 3.x).
    mutating func notTLS(after input: ByteBuffer) -> String? {
        if isTLS { return nil }
        octets += input.readableBytesView.prefix(Self.quoted - octets.count)
        guard let type = octets.first else { return nil }
        if (20...24).contains(type) {
            guard octets.count >= 2 else { return nil }
            isTLS = octets[1] == 3
            if isTLS { return nil }
        }
        let line = octets.prefix { $0 != 0x0A && $0 != 0x0D }
        return "the peer does not speak TLS: its first octets are '\(EscapedText(line.isEmpty ? octets[...] : line))'"
    }
}
