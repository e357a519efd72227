import ServerIdentity

/// What to do about a certificate that does not name whom the client expects.
extension Advice {
    static func name(_ finding: Finding, _ asked: ReferenceIdentity?) -> String {
        guard let asked else { return "Client: say with --hostname whom the chain must name." }
        if finding.cause == .unusableName {
            return
                """
                Server: get a certificate that lists \(asked) itself as dNSName: in ASCII, without a dot at its end, and \
                with a '*' only as the whole first of three labels or more.
                """
        }
        if finding.evidence.hasWildcardAbove {
            return "Server: get a certificate that lists \(asked) itself. Client: or connect by a name that the wildcard covers."
        }
        if case .noUsableName(_, let presented) = finding.evidence { return noName(asked, presented) }
        return switch asked {
        case .ip:
            """
            Client: connect by a name or address that the certificate presents. Server: or get a certificate with this \
            address as iPAddress.
            """
        case .dns:
            """
            Server: install the certificate for this name (check the SNI setup). Client: or connect by a name that the \
            certificate presents.
            """
        case .srv, .uri: "Server: get a certificate that presents \(asked). Client: or ask for the host name instead."
        }
    }

    private static func noName(_ asked: ReferenceIdentity, _ presented: [PresentedIdentity]) -> String {
        func isAsked(_ octets: [UInt8]) -> Bool {
            octets.map(\.asciiLowercased).elementsEqual("\(asked)".utf8.map(\.asciiLowercased))
        }
        let isCommonName = presented.contains { if case .commonName(let octets) = $0 { isAsked(octets) } else { false } }
        let isText = presented.contains { if case .dns(let octets) = $0 { isAsked(octets) } else { false } }
        let hasHostName = presented.contains { if case .dns = $0 { true } else { false } }
        return switch asked {
        case .ip where isText: "Server: get a certificate with this address as iPAddress; as a dNSName it counts for nothing."
        case .ip where hasHostName:
            """
            Client: connect by host name, or name it with --verify-hostname. Server: or get a certificate with this \
            address as iPAddress.
            """
        case .ip: "Server: get a certificate with this address as iPAddress in subjectAltName."
        case .dns where isCommonName:
            """
            Server: get a certificate with the name in subjectAltName; the common name no longer counts (RFC 9525 \
            section 2).
            """
        case .dns: "Server: get a certificate with this name as dNSName in subjectAltName."
        case .srv: "Server: get a certificate with this SRVName (RFC 4985). Client: or ask for the host name instead."
        case .uri: "Server: get a certificate with this URI in subjectAltName. Client: or ask for the host name instead."
        }
    }
}
