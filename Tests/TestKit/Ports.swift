import Foundation

/// The TCP ports of this machine, as Linux lists them.
package enum Ports {
    /// Ports on which nobody listens, below those that the system hands out by itself.
    package static func free(_ count: Int) -> [Int] {
        var taken = listening
        var ports: [Int] = []
        while ports.count < count {
            let port = Int.random(in: 20_000...32_000)
            if taken.insert(port).inserted { ports.append(port) }
        }
        return ports
    }

    /// The ports on which a server listens: no connection is made, so no server is disturbed.
    package static var listening: Set<Int> {
        var ports: Set<Int> = []
        for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
            // The kernel gives a page at a time, and `contents(atPath:)` takes the first for all.
            let octets = try? FileHandle(forReadingFrom: URL(fileURLWithPath: table)).readToEnd()
            let text = String(decoding: octets ?? Data(), as: UTF8.self)
            for line in text.split(separator: "\n").dropFirst() {
                // sl, local address as HEX:PORT, remote address, state; 0A is LISTEN.
                let fields = line.split(separator: " ")
                guard fields.count > 3, fields[3] == "0A", let digits = fields[1].split(separator: ":").last,
                    let port = Int(digits, radix: 16)
                else { continue }
                ports.insert(port)
            }
        }
        return ports
    }
}
