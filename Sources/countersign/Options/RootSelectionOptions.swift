public import ArgumentParser
public import RootPrograms

/// Which roots of a list are meant.
struct RootSelectionOptions: ParsableArguments {
    @Option(help: "What the roots are to be trusted for.")
    var purpose: RootPurpose = .server

    @Option(
        help: ArgumentHelp(
            """
            How they are trusted: trusted-delegator (anchors), trusted (themselves, but not to issue others), valid-delegator, must-verify; may be \
            repeated. trusted-delegator unless given. What is explicitly distrusted can't be asked for.
            """,
            valueName: "level"))
    var level: [TrustLevel] = []

    var levels: Set<TrustLevel> { level.isEmpty ? [.trustedDelegator] : Set(level) }
}

extension RootPurpose: ExpressibleByArgument {}

extension TrustLevel: ExpressibleByArgument {
    /// The levels that may be selected, with dashes in their names.
    public static let allValueStrings = allCases.filter(\.isSelectable).map { $0.rawValue.replacing("_", with: "-") }

    /// Reads one of them.
    public init?(argument: String) {
        guard Self.allValueStrings.contains(argument) else { return nil }
        self.init(rawValue: argument.replacing("-", with: "_"))
    }
}
