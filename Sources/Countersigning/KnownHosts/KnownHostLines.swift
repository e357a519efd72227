import ServerIdentity

/// The lines of a file of known hosts; comments, empty lines and their order stay as they are.
struct KnownHostLines {
    /// The whole text, as read.
    private(set) var text: String
    private var hosts: [String: [Place]] = [:]
    private var count = 0

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

    /// Reads a file's text.
    ///
    /// - Throws: `Problem` for the first line that is neither an entry nor a comment: passing it over would forget a
    ///   host unseen.
    init(_ text: String) throws(Problem) {
        self.text = text
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: Self.isLineEnd) {
            count += 1
            let content = line.drop { $0 == " " || $0 == "\t" }
            if content.allSatisfy(\.isWhitespace) || content.first == "#" { continue }
            do throws(KnownHost.BadLine) {
                let host = try KnownHost(line: content)
                hosts[host.name, default: []].append(Place(line: count, host: host))
            } catch {
                throw Problem(line: count, reason: error.reason)
            }
        }
        // The last piece is what stands behind the last line's end: nothing, in a file whose last line has one.
        if text.last.map(Self.isLineEnd) ?? true { count -= 1 }
    }

    /// Both of them are one character to Swift.
    private static func isLineEnd(_ character: Character) -> Bool { character == "\n" || character == "\r\n" }

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
        if let last = text.last, !Self.isLineEnd(last) { text += "\n" }
        text += host.line + "\n"
        count += 1
        let place = Place(line: count, host: host)
        hosts[host.name, default: []].append(place)
        return place
    }
}
