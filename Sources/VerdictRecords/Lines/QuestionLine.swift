import Countersigning
import Foundation
import InternationalNames
import LocalFiles
public import ServerIdentity

/// A question about a stored chain, as one line of JSON Lines: the same wherever stored chains are read.
///
/// `{"id": text, "name": "www.example.org", "chain": [base64 DER, leaf first], "instant": RFC 3339,
/// "anchors": [base64 DER], "crls": [base64 DER], "staple": base64 DER, "policy": preset}`. Only `chain` must be there;
/// what is absent or null is the run's. Other members are ignored. Nothing in a certificate, CRL or response has been
/// checked.
///
/// A line that brings its own anchors, CRLs, instant or policy decides its own verdict. Whoever reads lines of others
/// asks `bringsItsOwnTrust` first.
///
/// ```swift
/// let line = try QuestionLine(text, number: 3)
/// guard !line.bringsItsOwnTrust, let name = line.name else { return }
/// let staple = line.staple.map(StapledResponse.response) ?? .unknown
/// let report = verifier.check(line.chain, for: name, staple: staple)
/// ```
public struct QuestionLine: Hashable, Sendable {
    /// What the line is called by whoever wrote it; nil if it has no name.
    public let id: String?
    /// The host as `{"target","chain"}` names it, an older form of the line; nothing is asked of it.
    public let target: String?
    /// Who the server should be; nil if the line does not say it.
    public let name: ReferenceIdentity?
    /// What was presented.
    public let chain: CertificateChain
    /// As of when to judge; nil for the run's instant.
    public let instant: Instant?
    /// Whom to trust; nil for the run's anchors. Never empty.
    public let anchors: [CertificateDER]?
    /// CRLs; nil for the run's.
    public let crls: [CRLDER]?
    /// An OCSP response that was stapled, DER; nil if nobody knows of one.
    public let staple: [UInt8]?
    /// By which policy to judge; nil for the run's.
    public let policy: Policy?

    /// Whether the line says by which anchors, CRLs, instant or policy it is judged.
    public var bringsItsOwnTrust: Bool { anchors != nil || crls != nil || instant != nil || policy != nil }

    /// 32 MiB: a CRL of 20 MiB in base64, the largest of public CAs, with room for a chain. A line is kept four times
    /// while it is decoded.
    public static let maximumLength = 32 * 1_024 * 1_024
    /// 1,024: octets of `id` and `target`; a host name has 253.
    public static let maximumNameLength = 1_024
    /// 10,000: the root programs have 150 to 400.
    public static let maximumAnchors = 10_000
    /// 1,024: a path has one CRL for each certificate, and perhaps a delta.
    public static let maximumCRLs = 1_024

    private static let bounds = JSONBounds(
        depth: JSONLine.maximumDepth, values: JSONLine.maximumValues,
        elements: ["chain": CertificateChain.maximumLength, "anchors": maximumAnchors, "crls": maximumCRLs],
        octets: ["id": maximumNameLength, "target": maximumNameLength, "name": maximumNameLength],
        once: Set(Member.allCases.map(\.rawValue)))

    /// Takes a question.
    public init(
        id: String? = nil, target: String? = nil, name: ReferenceIdentity? = nil, chain: CertificateChain,
        instant: Instant? = nil, anchors: [CertificateDER]? = nil, crls: [CRLDER]? = nil, staple: [UInt8]? = nil,
        policy: Policy? = nil
    ) {
        (self.id, self.target, self.name, self.chain, self.instant) = (id, target, name, chain, instant)
        (self.anchors, self.crls, self.staple, self.policy) = (anchors, crls, staple, policy)
    }

    /// Reads one line.
    ///
    /// - Parameters:
    ///   - line: the line, without its line break.
    ///   - number: which line of its file it is, for the error.
    /// - Throws: `RecordProblem` that names line and field.
    public init(_ line: String, number: Int? = nil) throws(RecordProblem) {
        self = try JSONLine.decoded(line, as: .question, limit: Self.maximumLength, bounds: Self.bounds, number: number)
    }

    /// What a line is called, also one that is no question otherwise; nil where it does not say, or says too much.
    static func id(of line: String) -> String? {
        struct Named: Decodable { let id: String? }
        guard bounds.excess(in: line.utf8.span) == nil,
            let named = try? JSONDecoder().decode(Named.self, from: Data(line.utf8)), let id = named.id,
            id.utf8.count <= maximumNameLength
        else { return nil }
        return id
    }

    /// The line as a value; members that say nothing are left out. Of a policy, only the preset's name is written.
    public var value: JSONValue {
        var members: [JSONMember] = []
        func add(_ name: String, _ value: JSONValue?) {
            if let value { members.append(JSONMember(name: name, value: value)) }
        }
        add("id", id.map(JSONValue.string))
        add("target", target.map(JSONValue.string))
        add("name", name.map { .string($0.description) })
        add("chain", .strings(chain.certificates.map { base64($0.octets) }))
        add("instant", instant.map { .string($0.description) })
        add("anchors", anchors.map { .strings($0.map { base64($0.octets) }) })
        add("crls", crls.map { .strings($0.map { base64($0.octets) }) })
        add("staple", staple.map { .string(base64($0)) })
        add("policy", policy.map { .string($0.preset) })
        return .object(members)
    }
}

extension QuestionLine: Decodable {
    private enum Member: String, CodingKey, CaseIterable { case id, target, name, chain, instant, anchors, crls, staple, policy }

    /// Reads a question; each bad member is a `DecodingError` that names it.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        func name(_ key: Member) throws -> String? {
            let text = try members.decodeIfPresent(String.self, forKey: key)
            if let text, text.utf8.count > Self.maximumNameLength {
                throw members.corrupted(key, "it is longer than \(Self.maximumNameLength) octets")
            }
            return text
        }
        func list<Element: Decodable>(_ key: Member, limit: Int) throws -> [Element]? {
            let elements = try members.decodeIfPresent([Element].self, forKey: key)
            if let elements, elements.count > limit {
                throw members.corrupted(key, "\(elements.count) elements are more than the limit of \(limit)")
            }
            return elements
        }
        id = try name(.id)
        target = try name(.target)
        self.name = try name(.name).map { text in
            do throws(ReferenceIdentityError) {
                return try ReferenceIdentity(parsing: text, asciiForm: InternationalNames.asciiForm)
            } catch {
                throw members.corrupted(.name, error.description)
            }
        }
        let certificates = try members.decode([EncodedCertificate].self, forKey: .chain).map(\.der)
        do throws(CertificateChainError) { chain = try CertificateChain(certificates) } catch {
            throw members.corrupted(.chain, error.description)
        }
        instant = try members.instant(.instant)
        let anchors: [EncodedCertificate]? = try list(.anchors, limit: Self.maximumAnchors)
        if anchors?.isEmpty == true { throw members.corrupted(.anchors, "there is no certificate") }
        self.anchors = anchors?.map(\.der)
        let crls: [EncodedCRL]? = try list(.crls, limit: Self.maximumCRLs)
        self.crls = crls?.map(\.der)
        staple = try members.decodeIfPresent(EncodedStaple.self, forKey: .staple)?.octets
        policy = try members.parsed(.policy, orElse: "no policy: \(Policy.presets.map(\.preset).joined(separator: ", "))") { text in
            Policy.presets.first { $0.preset == text }
        }
    }
}

private struct EncodedCertificate: Decodable {
    let der: CertificateDER

    init(from decoder: any Decoder) throws {
        let octets = try decodedOctets(decoder)
        do throws(CertificateChainError) { der = try CertificateDER(octets) } catch {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: error.description))
        }
    }
}

private struct EncodedCRL: Decodable {
    let der: CRLDER

    init(from decoder: any Decoder) throws { der = CRLDER(try decodedOctets(decoder, limit: CRLDER.maximumLength)) }
}

private struct EncodedStaple: Decodable {
    let octets: [UInt8]

    init(from decoder: any Decoder) throws { octets = try decodedOctets(decoder, limit: OCSPResponseDER.maximumLength) }
}

/// Octets in base64, at least one and no more than a limit.
private func decodedOctets(_ decoder: any Decoder, limit: Int = .max) throws -> [UInt8] {
    let data = try decoder.singleValueContainer().decode(Data.self)
    if data.isEmpty || data.count > limit {
        let reason = data.isEmpty ? "it has no octets" : "\(data.count) octets are more than the limit of \(limit)"
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: reason))
    }
    return [UInt8](data)
}
