import Countersigning
import ArgumentParser
import InternationalNames
import ServerIdentity

/// What to judge by.
struct JudgementOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            What may be accepted: default; rfc5280 (enforces every rule for CAs of RFC 5280); webpki (and those of the CA/Browser Forum); legacy \
            (commonName fallback and partial wildcards, for comparing with old verifiers).
            """,
            valueName: "preset"))
    var policy: PolicyArgument = .default

    @Option(
        name: [.customLong("attime"), .customLong("attime", withSingleDash: true)],
        help: ArgumentHelp(
            "Judge as of this moment instead of now: 2026-11-23T21:00:00Z, 2026-11-23, or seconds since 1970.", valueName: "time"))
    var attime: InstantArgument?

    @Flag(
        help:
            "Ask the engines about every chain anew, also one that they have judged before in this run, and keep no intermediates.")
    var noMemo = false

    /// The preset, with what is required to be known of revocation.
    func policy(_ revocation: RevocationOptions) -> Policy {
        var policy = policy.policy
        policy.revocation = revocation.revocation.requirement
        return policy
    }

    /// Whether engines remember chains.
    var remembering: Remembering { noMemo ? .off : .on }

    /// As of when everything is judged.
    var time: JudgementTime { attime.map { .fixed($0.instant) } ?? .now }
}

/// The name of a policy preset.
enum PolicyArgument: String, ExpressibleByArgument, CaseIterable {
    case `default`
    case rfc5280
    case webpki
    case legacy

    var policy: Policy {
        switch self {
        case .default: .default
        case .rfc5280: .rfc5280
        case .webpki: .webpki
        case .legacy: .legacy
        }
    }
}

/// A moment as people write it.
struct InstantArgument: ExpressibleByArgument, Sendable {
    let instant: Instant

    init?(argument: String) {
        let isNumber = !argument.isEmpty && argument.utf8.allSatisfy { $0.isASCIIDigit }
        if isNumber {
            guard let seconds = Int64(argument), let instant = Instant(secondsSinceEpoch: seconds) else { return nil }
            self.instant = instant
        } else if let instant = Instant(rfc3339: argument) ?? Instant(rfc3339: argument + "T00:00:00Z") {
            self.instant = instant
        } else {
            return nil
        }
    }
}

/// Whom the server or the chain must name.
struct IdentityArgument: ExpressibleByArgument, Sendable {
    let identity: Result<ReferenceIdentity, ReferenceIdentityError>

    /// Never nil: the error is kept, because it says more than "invalid value".
    init?(argument: String) {
        do throws(ReferenceIdentityError) {
            identity = .success(try ReferenceIdentity(parsing: argument, asciiForm: InternationalNames.asciiForm))
        } catch {
            identity = .failure(error)
        }
    }

    func parsed() throws -> ReferenceIdentity {
        switch identity {
        case .success(let identity): identity
        case .failure(let error): throw ValidationError(error.description)
        }
    }
}
