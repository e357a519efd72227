import LocalFiles
import ServerIdentity

/// The lines of a file of known hosts; comments, empty lines and their order stay as they are.
struct KnownHostLines {
    /// The whole text, as read.
    private(set) var text: String
    private var hosts: [String: [Place]] = [:]
    private(set) var count = 0

    /// A host with the number of its line, from 1.
    struct Place {
        let line: Int
        let host: KnownHost
    }

    /// A line that can't be used, by its number.
    struct Problem: Error {
        let line: Int
        let reason: String
    }

    /// No line.
    init() { text = "" }

    /// 100,000 lines: each is a host that was dialled, and all are kept decoded.
    static let maximumLines = 100_000
    /// 32 KiB of one line: a certificate of `KnownHosts.maximumCertificateLength` in base64, and the rest.
    static let maximumLineLength = 32 * 1_024

    /// Reads a file's text.
    ///
    /// - Parameter limit: how many lines it may have.
    /// - Throws: `Problem` for the first line that is neither an entry nor a comment: passing it over would forget a
    ///   host unseen.
    init(_ text: String, limit: Int = maximumLines) throws(Problem) {
        self.text = text
        // Counted before any of them is decoded.
        let ends = try Self.ends(text, limit)
        var start = text.startIndex
        for end in ends {
            count += 1
            let line = text[start..<text.utf8.index(text.startIndex, offsetBy: end)]
            start = end < text.utf8.count ? text.utf8.index(text.startIndex, offsetBy: end + 1) : text.endIndex
            let content = line.drop { $0 == " " || $0 == "\t" }
            if content.first == "#" || content.allSatisfy(\.isWhitespace) { continue }
            do throws(KnownHost.BadLine) {
                let host = try KnownHost(line: content)
                hosts[host.name, default: []].append(Place(line: count, host: host))
            } catch {
                throw Problem(line: count, reason: error.reason)
            }
        }
    }

    /// Where each line ends.
    private static func ends(_ text: String, _ limit: Int) throws(Problem) -> [Int] {
        let octets = text.utf8.span
        var (ends, start): ([Int], Int) = ([], 0)
        while start < octets.count {
            let end = octets.place(of: lineFeed, from: start) ?? octets.count
            if ends.count == limit { throw Problem(line: limit + 1, reason: "more than the limit of \(limit) lines") }
            ends.append(end)
            if end - start > maximumLineLength {
                throw Problem(line: ends.count, reason: "longer than the limit of \(maximumLineLength) octets")
            }
            start = end + 1
        }
        return ends
    }

    private static let lineFeed = UInt8(ascii: "\n")

    /// The entries of a host; several if it has several keys, any of which will do.
    func entries(of name: String) -> [Place] { hosts[name] ?? [] }

    /// All entries, in the order of their lines.
    var entries: [KnownHosts.Entry] {
        hosts.values.joined().sorted { $0.line < $1.line }.map {
            KnownHosts.Entry(line: $0.line, host: $0.host.name, pin: $0.host.pin)
        }
    }

    /// Adds a host behind the last line.
    mutating func add(_ host: KnownHost) -> Place {
        if let last = text.utf8.last, last != Self.lineFeed { text += "\n" }
        text += host.line + "\n"
        count += 1
        let place = Place(line: count, host: host)
        hosts[host.name, default: []].append(place)
        return place
    }
}
