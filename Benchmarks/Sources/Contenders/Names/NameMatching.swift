import CGnuTLSPeer
import COpenSSLPeer
import IndependentValidator
import ServerIdentity
import SwiftASN1
import Synchronization
import X509

/// A contender in the comparison of a host name with a decoded certificate's names; the last one matches.
final class NameMatching: Contender {
    /// Tells whether a host is among the certificate's names.
    typealias Matcher = (_ isRight: Bool) throws -> Bool

    let name: String
    let role: Role
    let task: BenchmarkTask
    private let matches: Matcher

    init(_ name: String, _ role: Role, _ count: Int, _ matches: @escaping Matcher) {
        self.name = name
        self.role = role
        self.matches = matches
        task = BenchmarkTask(.names, "\(count) \(count == 1 ? "name" : "names")")
    }

    func prove() throws {
        if try !matches(true) { throw ContenderError.unproven("\(name): the right name did not match") }
        if try matches(false) { throw ContenderError.unproven("\(name): the wrong name matched") }
    }

    func run(operations: Int) throws -> Timing {
        try Stopwatch.time(operations) { _ in
            guard try matches(true) else { throw ContenderError.refused("the right name") }
        }
    }
}

/// All contenders in name matching.
enum NameMatchings {
    static func contenders(_ pki: BenchmarkPKI, _ roster: inout Roster) throws {
        for count in BenchmarkPKI.nameCounts {
            guard let der = try BenchmarkPKI.certificates(in: pki.namesFile(count)).first else {
                throw ContenderError.setup("no certificate with \(count) names")
            }
            roster.add(NameMatching("C GnuTLS", .limit, count, try gnuTLS(der)))
            roster.add(NameMatching("SwiftValidator.matchName", .ours, count, try ours(der)))
            roster.add(NameMatching("matchName, DNSName parsed each time", .ours, count, try parsing(der, hostName)))
            roster.add(NameMatching("matchName, ReferenceIdentity parsed each time", .ours, count, try parsing(der, identity)))
            if unsafe opensslpeer_version() != nil {
                roster.add(NameMatching("OpenSSL", .peer, count, try openSSL(der)))
            } else {
                let task = BenchmarkTask(.names, "\(count) names")
                roster.miss("OpenSSL", task, "its headers were missing when this was built")
            }
            roster.add(NameMatching("swift-certificates", .peer, count, try certificates(der)))
        }
    }

    /// The way of a program that asks about one name many times: it is parsed once, before the clock runs.
    private static func ours(_ der: [UInt8]) throws -> NameMatching.Matcher {
        let decoded = try DecodedCertificate(try CertificateDER(der))
        let validator = SwiftValidator(version: "benchmark")
        let right = ReferenceIdentity.dns(try DNSName(parsing: BenchmarkPKI.host))
        let wrong = ReferenceIdentity.dns(try DNSName(parsing: BenchmarkPKI.wrongHost))
        return { validator.matchName(decoded, $0 ? right : wrong, policy: .default) == nil }
    }

    /// What GnuTLS's function does at each call, which takes a text: reads the reference name, then compares.
    private static func parsing(
        _ der: [UInt8], _ parse: @escaping (String) throws -> ReferenceIdentity
    ) throws -> NameMatching.Matcher {
        let decoded = try DecodedCertificate(try CertificateDER(der))
        let validator = SwiftValidator(version: "benchmark")
        return { isRight in
            let identity = try parse(isRight ? BenchmarkPKI.host : BenchmarkPKI.wrongHost)
            return validator.matchName(decoded, identity, policy: .default) == nil
        }
    }

    /// Host names only.
    private static func hostName(_ text: String) throws -> ReferenceIdentity { .dns(try DNSName(parsing: text)) }

    /// Whatever a user may type, addresses as well: GnuTLS's function looks for those too.
    private static func identity(_ text: String) throws -> ReferenceIdentity {
        try ReferenceIdentity(parsing: text) { .failure(ReferenceIdentityError($0, "only ASCII is asked for here")) }
    }

    private static func gnuTLS(_ der: [UInt8]) throws -> NameMatching.Matcher {
        let certificate = try GnuTLSCertificate(der)
        let (right, wrong) = (BenchmarkPKI.host.utf8CString, BenchmarkPKI.wrongHost.utf8CString)
        return { certificate.matches($0 ? right : wrong) }
    }

    private static func openSSL(_ der: [UInt8]) throws -> NameMatching.Matcher {
        let certificate = try OpenSSLCertificate(der)
        let (right, wrong) = (BenchmarkPKI.host.utf8CString, BenchmarkPKI.wrongHost.utf8CString)
        return { certificate.matches($0 ? right : wrong) }
    }

    /// `ServerIdentityPolicy` asked directly, with a chain that a verification of this leaf as its own root hands out.
    private static func certificates(_ der: [UInt8]) throws -> NameMatching.Matcher {
        let leaf = try Certificate(derEncoded: der)
        let keeper = ChainKeeper()
        try waitFor {
            var verifier = Verifier(rootCertificates: CertificateStore([leaf])) { keeper }
            _ = await verifier.validate(leaf: leaf, intermediates: CertificateStore())
        }
        guard let chain = keeper.chain else { throw ContenderError.setup("swift-certificates handed out no chain") }
        var right = ServerIdentityPolicy(serverHostname: BenchmarkPKI.host, serverIP: nil)
        var wrong = ServerIdentityPolicy(serverHostname: BenchmarkPKI.wrongHost, serverIP: nil)
        return { isRight in
            let result =
                isRight ? right.chainMeetsPolicyRequirements(chain: chain) : wrong.chainMeetsPolicyRequirements(chain: chain)
            if case .meetsPolicy = result { return true }
            return false
        }
    }
}

/// A policy that keeps the chain it is asked about: no initializer of a chain is public.
private final class ChainKeeper: VerifierPolicy, Sendable {
    let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [
        .X509ExtensionID.basicConstraints, .X509ExtensionID.keyUsage, .X509ExtensionID.subjectAlternativeName,
    ]
    private let kept = Mutex<UnverifiedCertificateChain?>(nil)

    var chain: UnverifiedCertificateChain? { kept.withLock { $0 } }

    func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) async -> PolicyEvaluationResult {
        kept.withLock { $0 = chain }
        return .meetsPolicy
    }
}
