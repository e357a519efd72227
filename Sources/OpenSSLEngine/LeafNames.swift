#if OpenSSL
public import ServerIdentity

extension ReferenceIdentity {
    /// Whether OpenSSL has a function that compares it.
    var isJudgedByOpenSSL: Bool {
        switch self {
        case .dns, .ip: true
        case .srv, .uri: false
        }
    }
}

extension X509Certificate {
    /// Why the certificate does not belong to an identity, by OpenSSL's rules; nil if it does.
    func mismatch(with identity: ReferenceIdentity, policy: Policy) -> Finding? {
        let code: VerificationCode
        switch identity {
        case .dns(let name):
            if matches(host: name.octets, flags: HostFlags.flags(for: policy)) { return nil }
            code = .hostnameMismatch
        case .ip(let address):
            if matches(address: address.octets) { return nil }
            code = .addressMismatch
        case .srv, .uri:
            return Finding(
                .other(.noUsableName, .kindNotCompared, detail: "OpenSSL compares no \(identity.kind)"), depth: 0,
                origin: .adapter)
        }
        return Finding(
            .other(.nameMismatch, .otherNames, detail: "no name in the certificate matches \(identity)"), depth: 0,
            native: NativeDetail(code: code.name, text: code.text))
    }
}

/// OpenSSL's name comparison by itself, on text as it stands: for suites of names that need not be host names.
public struct OpenSSLNameMatching: Sendable {
    private let certificate: X509Certificate

    /// Decodes a certificate; nil if OpenSSL can't.
    public init?(certificate der: [UInt8]) {
        guard let certificate = X509Certificate(der: der) else { return nil }
        self.certificate = certificate
    }

    /// Whether `X509_check_host` takes the octets for one of the certificate's names. Octets with a NUL match nothing.
    public func matches(host: [UInt8], policy: Policy) -> Bool {
        certificate.matches(host: host, flags: HostFlags.flags(for: policy))
    }

    /// Whether the certificate presents the address that `X509_check_ip_asc` reads from the octets; nil if it reads
    /// none.
    public func matches(addressText: [UInt8]) -> Bool? { certificate.matches(addressText: addressText) }

    /// Whether the certificate presents an address of 4 or 16 octets.
    public func matches(address: [UInt8]) -> Bool { certificate.matches(address: address) }
}
#endif
