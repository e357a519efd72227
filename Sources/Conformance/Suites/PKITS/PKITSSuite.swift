import Foundation
public import ServerIdentity

/// NIST PKITS: path validation, certificate policies and revocation by CRLs, without names or purposes.
///
/// Every certificate below the anchor must be known not to be revoked. CRL issuers off the path stand behind it in the
/// presented chain.
public struct PKITSSuite: Sendable {
    /// As of when everything is judged.
    public let instant: Instant

    private let policy: Policy
    private let anchors: TrustAnchorSet
    private let certificates: [String: CertificateDER]
    private let crls: [String: CRLDER]

    /// Reads what the tests have in common; the tests themselves are cut out of the same octets by
    /// `CaseSplitter(member: "tests")`.
    ///
    /// - Throws: `SuiteFieldError` if a field is missing or holds something else.
    public init(_ octets: [UInt8], policy: Policy) throws(SuiteFieldError) {
        var policy = policy
        policy.purpose = .any
        policy.revocation = .chain
        self.policy = policy
        let file: PKITSFile
        do { file = try JSONDecoder().decode(PKITSFile.self, from: Data(octets)) } catch {
            throw SuiteFieldError(FieldProblem(error))
        }
        guard let instant = Instant(rfc3339: file.time) else {
            throw SuiteFieldError(FieldProblem("validation_time", "it is no time of RFC 3339"))
        }
        self.instant = instant
        do throws(FieldProblem) {
            let anchor = TrustAnchor(try Self.certificate(file.anchor, "trust_anchor"), origin: "trust_anchor")
            do throws(EmptyTrustAnchorSet) { anchors = try TrustAnchorSet([anchor], source: "PKITS") } catch {
                throw FieldProblem("trust_anchor", "there is none")
            }
            var certificates: [String: CertificateDER] = [:]
            for (name, text) in file.certificates { certificates[name] = try Self.certificate(text, "certificates.\(name)") }
            var crls: [String: CRLDER] = [:]
            for (name, text) in file.crls { crls[name] = CRLDER(try Self.octets(text, "crls.\(name)"), origin: name) }
            (self.certificates, self.crls) = (certificates, crls)
        } catch {
            throw SuiteFieldError(error)
        }
    }

    /// Reads one test. Never fails: a damaged test says so.
    public func suiteCase(_ part: SuitePart) -> SuiteCase {
        part.read(PKITSTest.self, damagedGroup: { _ in "damaged" }) { test throws(FieldProblem) in
            let question = SuiteQuestion(subject: try subject(of: test), identity: nil, instant: instant)
            return SuiteCase(
                id: test.id, group: test.section, isAcceptanceExpected: test.expected == .valid, task: .ask(question))
        }
    }

    private func subject(of test: PKITSTest) throws(FieldProblem) -> ChainQuestion {
        var policy = policy
        let settings = test.settings
        policy.certificatePolicies.initialPolicySet = settings.policySet.contains("anyPolicy") ? nil : Set(settings.policySet)
        policy.certificatePolicies.requireExplicitPolicy = settings.explicitPolicy
        policy.certificatePolicies.inhibitPolicyMapping = settings.policyMappingInhibit
        policy.certificatePolicies.inhibitAnyPolicy = settings.inhibitAnyPolicy
        let path = try Self.named(test.certificates, in: certificates, "certificates")
        let others = try Self.named(test.extraCertificates ?? [], in: certificates, "extra_certificates")
        let lists = try Self.named(test.crls, in: crls, "crls")
        do throws(CertificateChainError) {
            return ChainQuestion(
                chain: try CertificateChain(path + others), policy: policy, anchors: anchors,
                revocation: RevocationEvidence(crls: lists.isEmpty ? .none : CRLSet(lists, source: "PKITS \(test.id)")))
        } catch {
            throw FieldProblem("certificates", error.description)
        }
    }

    private static func named<Part>(
        _ names: [String], in parts: [String: Part], _ field: String
    ) throws(FieldProblem) -> [Part] {
        var found: [Part] = []
        for (index, name) in names.enumerated() {
            guard let part = parts[name] else { throw FieldProblem("\(field).\(index)", "the file has no '\(EscapedText(name))'") }
            found.append(part)
        }
        return found
    }

    private static func certificate(_ text: String, _ field: String) throws(FieldProblem) -> CertificateDER {
        let octets = try octets(text, field)
        do throws(CertificateChainError) { return try CertificateDER(octets) } catch {
            throw FieldProblem(field, error.description)
        }
    }

    private static func octets(_ text: String, _ field: String) throws(FieldProblem) -> [UInt8] {
        guard let data = Data(base64Encoded: text) else { throw FieldProblem(field, "it is not base64") }
        return [UInt8](data)
    }
}

/// What is wrong with what the cases of a suite have in common.
public struct SuiteFieldError: Error, Sendable, CustomStringConvertible {
    /// The field and one clause.
    public let description: String

    init(_ problem: FieldProblem) { description = problem.description }
}
