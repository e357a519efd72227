import Countersigning
import GnuTLS
import IndependentValidator
import InternationalNames
public import ServerIdentity

/// Who answers the hostname suite.
public enum HostnameEngineName: String, CaseIterable, Sendable {
    /// The Swift validator.
    case swift
    /// GnuTLS's own functions.
    case gnutls

    /// The engine's name matching; GnuTLS has a policy of its own.
    public func matching(policy: Policy) -> any HostnameMatching {
        switch self {
        case .swift: SwiftHostnameMatching(policy: policy)
        case .gnutls: GnuTLSHostnameMatching()
        }
    }

    /// The name and the version.
    public var label: String {
        switch self {
        case .swift: "swift-\(Version.current)"
        case .gnutls: "gnutls-\(PackageVersion.ofGnuTLS() ?? Library.version)"
        }
    }
}

/// What one engine says of a case: the certificate belongs to the reference, or not, or the case can't be put to the
/// engine.
public enum NameAnswer: String, Sendable {
    /// It belongs to the reference.
    case match
    /// It does not.
    case mismatch
    /// The engine can't be asked.
    case invalid
}

/// An engine's name matching by itself, without trust or validity: what the hostname suite asks.
public protocol HostnameMatching: Sendable {
    /// Answers one case, with the reason where the engine gives one.
    func answer(_ vector: HostnameSuite.Vector) -> (answer: NameAnswer, context: String?)
}

extension HostnameMatching {
    /// The answers to all cases as one line of JSON: version, engine, and for each case id, actual and context.
    public func document(of suite: HostnameSuite, label: String) -> JSONValue {
        let results: [JSONValue] = suite.vectors.map { vector in
            let (answer, context) = answer(vector)
            return ["id": .string(vector.id), "actual": .string(answer.rawValue), "context": .optional(context)]
        }
        return ["version": .integer(1), "engine": .string(label), "results": .array(results)]
    }
}

/// Our validator: the reference is parsed first, and a text that names no server matches nothing.
public struct SwiftHostnameMatching: HostnameMatching {
    private let policy: Policy

    /// Takes the policy that says which names count.
    public init(policy: Policy) { self.policy = policy }

    /// Answers one case.
    public func answer(_ vector: HostnameSuite.Vector) -> (answer: NameAnswer, context: String?) {
        let identity: ReferenceIdentity
        do throws(ReferenceIdentityError) { identity = try parse(vector) } catch { return (.invalid, error.description) }
        do throws(CertificateDecodingError) {
            let der: CertificateDER
            do throws(CertificateChainError) { der = try CertificateDER(vector.certificateOctets) } catch {
                return (.invalid, error.description)
            }
            let finding = SwiftValidator(version: Version.current).matchName(try DecodedCertificate(der), identity, policy: policy)
            return finding.map { (.mismatch, $0.description) } ?? (.match, nil)
        } catch {
            return (.invalid, error.description)
        }
    }

    private func parse(_ vector: HostnameSuite.Vector) throws(ReferenceIdentityError) -> ReferenceIdentity {
        if let octets = vector.rawReference {
            guard let address = IPAddress(octets: octets) else { throw .init(vector.reference, "an address has 4 or 16 octets") }
            return .ip(address)
        }
        let prefix =
            switch vector.kind {
            case .auto: ""
            case .dns: "dns:"
            case .ip: "ip:"
            }
        guard let text = String(validating: vector.referenceOctets, as: UTF8.self) else {
            throw .init(vector.reference, "its octets are not UTF-8")
        }
        return try ReferenceIdentity(parsing: prefix + text, asciiForm: InternationalNames.asciiForm)
    }
}

/// GnuTLS's own functions, on the text as it stands.
public struct GnuTLSHostnameMatching: HostnameMatching {
    /// GnuTLS has a policy of its own.
    public init() {}

    /// Answers one case.
    public func answer(_ vector: HostnameSuite.Vector) -> (answer: NameAnswer, context: String?) {
        if vector.referenceOctets.contains(0) { return (.invalid, "a C string ends at its first NUL") }
        do throws(GnuTLSError) {
            let certificate = try Certificate(der: vector.certificateOctets)
            if let octets = vector.rawReference { return (certificate.matches(.address(octets)) ? .match : .mismatch, nil) }
            if vector.kind == .ip, let address = IPAddress(parsing: vector.reference) {
                return (certificate.matches(.address(address.octets)) ? .match : .mismatch, nil)
            }
            let wildcards = vector.flags?.contains("WILDCARDS") != true
            let addresses = vector.flags?.contains("IP_MATCHES") != true
            let matches = certificate.matches(text: vector.referenceOctets, wildcards: wildcards, addresses: addresses)
            return (matches ? .match : .mismatch, nil)
        } catch {
            return (.invalid, error.description)
        }
    }
}
