import ArgumentParser
import RootPrograms

/// Which roots of a list are meant.
struct RootSelectionOptions: ParsableArguments {
    @Option(name: .customLong("purpose"), help: "What the roots are to be trusted for.")
    var purposeArgument: RootPurposeArgument = .server

    var purpose: RootPurpose { purposeArgument.purpose }

    @Option(
        help: ArgumentHelp(
            """
            How they are trusted: trusted-delegator (anchors), trusted (themselves, but not to issue others), valid-delegator, must-verify; may be \
            repeated. trusted-delegator unless given. What is explicitly distrusted can't be asked for.
            """,
            valueName: "level"))
    var level: [RootLevelArgument] = []

    var levels: Set<TrustLevel> { level.isEmpty ? [.trustedDelegator] : Set(level.map(\.level)) }
}

/// The name of a purpose.
enum RootPurposeArgument: String, ExpressibleByArgument, CaseIterable {
    case server, email, code

    var purpose: RootPurpose {
        switch self {
        case .server: .server
        case .email: .email
        case .code: .code
        }
    }
}

/// A level that may be selected.
enum RootLevelArgument: String, ExpressibleByArgument, CaseIterable {
    case trustedDelegator = "trusted-delegator"
    case trusted
    case validDelegator = "valid-delegator"
    case mustVerify = "must-verify"

    var level: TrustLevel {
        switch self {
        case .trustedDelegator: .trustedDelegator
        case .trusted: .trusted
        case .validDelegator: .validDelegator
        case .mustVerify: .mustVerify
        }
    }
}
