extension Target {
    /// Reads a target as people write them: `host`, `host:port`, `[v6]:port`, a bare IPv6 address,
    /// `https://host:port/…`, `host{ip}`, `host{ip}:port`, or a CSV line `ip,host,tag,port` as zgrab2 reads it.
    ///
    /// - Throws: `ReferenceIdentityError` with the text and what is wrong with it.
    public init(parsing text: String, defaultPort: Int = Target.defaultPort, asciiForm: ASCIIForm) throws(ReferenceIdentityError) {
        if text.contains(","), text.range(ofASCII: "://") == nil {
            try self.init(csv: text, defaultPort: defaultPort, asciiForm)
            return
        }
        var authority = text[...]
        var port = defaultPort
        if let separator = text.range(ofASCII: "://") {
            guard let schemePort = Self.schemePorts[text[..<separator.lowerBound].lowercased()] else {
                throw .init(text, "no TLS port is known for its scheme; write host:port")
            }
            port = schemePort
            authority = text[separator.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
            if authority.contains("@") { throw .init(text, "it holds a user name") }
        }
        var address: String?
        if let open = authority.firstIndex(of: "{") {
            guard let close = authority[open...].firstIndex(of: "}") else { throw .init(text, "'{' without '}'") }
            address = try Self.parseAddress(String(authority[authority.index(after: open)..<close]), of: text)
            let rest = authority[authority.index(after: close)...]
            guard rest.isEmpty || rest.first == ":" else { throw .init(text, "after '}' comes nothing but a port") }
            authority = authority[..<open] + rest
        }
        let (host, portText) = Self.split(String(authority))
        if let portText { port = try Self.parsePort(portText, of: text) }
        try self.init(text: text, host: host, port: port, address: address, asciiForm)
    }

    private init(
        text: String, host: String, port: Int, address: String?, _ asciiForm: ASCIIForm
    ) throws(ReferenceIdentityError) {
        let identity: ReferenceIdentity
        if ["srv:", "uri:", "dns:", "ip:"].contains(where: host.hasPrefix) {
            throw .init(text, "a target is a host name or an address")
        }
        do { identity = try ReferenceIdentity(parsing: host, asciiForm: asciiForm) } catch { throw error }
        let connect: String =
            switch identity {
            case .ip: host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
            default: identity.description
            }
        if case .ip = identity, IPAddress(parsingWithZone: connect) == nil { throw .init(text, "its zone names no interface") }
        self.init(text: text, identity: identity, host: connect, port: port, address: address)
    }

    private init(csv text: String, defaultPort: Int, _ asciiForm: ASCIIForm) throws(ReferenceIdentityError) {
        let fields = text.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmedASCII)
        guard (2...4).contains(fields.count) else { throw .init(text, "a CSV line is ip,host,tag,port") }
        let address = fields[0].isEmpty ? nil : try Self.parseAddress(fields[0], of: text)
        let port = fields.count == 4 && !fields[3].isEmpty ? try Self.parsePort(fields[3], of: text) : defaultPort
        let host = fields[1].isEmpty ? fields[0] : fields[1]
        try self.init(text: text, host: host, port: port, address: address, asciiForm)
    }

    /// Host and port text. A bare IPv6 address (two colons or more, no brackets) has no port.
    private static func split(_ authority: String) -> (host: String, port: String?) {
        if authority.hasPrefix("["), let close = authority.firstIndex(of: "]") {
            let rest = authority[authority.index(after: close)...]
            if rest.isEmpty { return (authority, nil) }
            if rest.hasPrefix(":") { return (String(authority[...close]), String(rest.dropFirst())) }
            return (authority, nil)
        }
        guard let colon = authority.firstIndex(of: ":"), colon == authority.lastIndex(of: ":") else { return (authority, nil) }
        return (String(authority[..<colon]), String(authority[authority.index(after: colon)...]))
    }

    private static func parsePort(_ port: String, of text: String) throws(ReferenceIdentityError) -> Int {
        guard port.utf8.allSatisfy(\.isASCIIDigit), port.utf8.count <= 5, let number = Int(port), (1...65_535).contains(number)
        else { throw .init(text, "'\(EscapedText(port))' is not a port; ports go from 1 to 65535") }
        return number
    }

    private static func parseAddress(_ address: String, of text: String) throws(ReferenceIdentityError) -> String {
        guard IPAddress(parsingWithZone: address) != nil else {
            throw .init(text, "'\(EscapedText(address))' is not an IP address")
        }
        return address
    }

    /// Schemes that speak TLS from the first octet, and their registered ports (IANA).
    private static let schemePorts = [
        "https": 443, "wss": 443, "imaps": 993, "pop3s": 995, "smtps": 465, "submissions": 465, "ldaps": 636, "ftps": 990,
        "sips": 5061, "ircs": 6697, "mqtts": 8883, "amqps": 5671, "rediss": 6379, "nntps": 563, "xmpps": 5223,
    ]
}

extension String {
    fileprivate func range(ofASCII needle: String) -> Range<String.Index>? {
        guard let first = needle.first else { return nil }
        var start = startIndex
        while let found = self[start...].firstIndex(of: first) {
            if self[found...].hasPrefix(needle) { return found..<index(found, offsetBy: needle.count) }
            start = index(after: found)
        }
        return nil
    }
}

extension Substring {
    fileprivate var trimmedASCII: String {
        String(self.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
    }
}
