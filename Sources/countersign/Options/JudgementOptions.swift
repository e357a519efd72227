public import ArgumentParser
import Countersigning
import InternationalNames
public import ServerIdentity

/// What to judge by.
struct JudgementOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            What may be accepted: default; rfc5280 (enforces every rule for CAs of RFC 5280); webpki (and those of the CA/Browser Forum); legacy \
            (commonName fallback and partial wildcards, for comparing with old verifiers).
            """,
            valueName: "preset"))
    var policy: Policy = .default

    @Option(
        name: [.customLong("attime"), .customLong("attime", withSingleDash: true)],
        help: ArgumentHelp(
            "Judge as of this moment instead of now: 2026-11-23T21:00:00Z, 2026-11-23, or seconds since 1970.", valueName: "time"))
    var attime: Instant?

    @Flag(
        help:
            "Ask the engines about every chain anew, also one that they have judged before in this run, and keep no intermediates.")
    var noMemo = false

    /// Whether engines remember chains.
    var remembering: Remembering { noMemo ? .off : .on }

    /// As of when everything is judged.
    var time: JudgementTime { attime.map(JudgementTime.fixed) ?? .now }
}

extension Policy: ExpressibleByArgument {
    /// The names of the presets.
    public static let allValueStrings = presets.map(\.preset)

    /// Reads the name of a preset.
    public init?(argument: String) {
        guard let policy = Self.presets.first(where: { $0.preset == argument }) else { return nil }
        self = policy
    }

    /// The name of the preset.
    public var defaultValueDescription: String { preset }
}

extension Instant: ExpressibleByArgument {
    /// Reads a moment as people write it.
    public init?(argument: String) { self.init(parsing: argument) }
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

/// By what `verify` and `check` judge.
struct VerdictOptions: ParsableArguments {
    @OptionGroup(title: "Trust") var trust: TrustOptions
    @OptionGroup(title: "Judgement") var judgement: JudgementOptions
    @OptionGroup(title: "Judgement") var selection: EngineSelectionOptions
    @OptionGroup(title: "Judgement") var known: LedgerOptions
    @OptionGroup(title: "Revocation") var revocation: RevocationOptions
    @OptionGroup(title: "Keys") var pinning: PinOptions

    func options() throws -> VerifierOptions {
        var options = VerifierOptions()
        options.trust = trust.sources
        options.policy = judgement.policy
        options.policy.revocation = revocation.revocation
        options.engines = selection.selection
        options.crls = try CRLFile.read(revocation.crlfile)
        options.ledger = try known.ledger()
        options.pins = try pinning.pins()
        options.time = judgement.time
        options.remembering = judgement.remembering
        return options
    }
}
