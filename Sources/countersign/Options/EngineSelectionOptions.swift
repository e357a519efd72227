import ArgumentParser
import Countersigning

/// Who is asked by `verify` and `check`, and whose verdict counts.
struct EngineSelectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who decides, at least two of gnutls, swift and openssl. Without this gnutls and swift decide, and openssl is shown beside them.",
            valueName: "list"))
    var engines: NamedEngines?

    @Flag(help: "OpenSSL decides too: it must accept as well.")
    var requireOpenssl = false

    func validate() throws {
        // A verdict that nobody checked is no countersignature.
        if let named = try named(), named.count < 2 {
            throw ValidationError("--engines: give at least two, as in gnutls,swift")
        }
        if requireOpenssl, EngineName(rawValue: "openssl") == nil {
            throw ValidationError("--require-openssl: \(EngineNameError.withoutOpenSSL)")
        }
    }

    /// Each engine that was named, once; nil if none was.
    private func named() throws -> [EngineName]? {
        try engines?.parsed().reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The engines by these options; those that were named all decide.
    var selection: EngineSelection {
        var selection = EngineSelection.withThirdOpinion
        if let named = try? named() { selection = EngineSelection(deciding: named) }
        #if OpenSSL
        if requireOpenssl, !selection.deciding.contains(.openssl) { selection.deciding.append(.openssl) }
        #endif
        selection.advisory.removeAll(where: selection.deciding.contains)
        return selection
    }
}

/// A list of engines, or what is wrong with it.
struct NamedEngines: ExpressibleByArgument, CustomStringConvertible, Sendable {
    private let names: Result<[EngineName], EngineNameError>
    let description: String

    init(_ names: [EngineName]) {
        self.names = .success(names)
        description = names.map(\.rawValue).joined(separator: ",")
    }

    /// Never nil: the error is kept, because it says more than "invalid value".
    init?(argument: String) {
        description = argument
        do throws(EngineNameError) { names = .success(try EngineName.list(parsing: argument)) } catch { names = .failure(error) }
    }

    /// The names, in their order and as often as they were given.
    func parsed() throws(ValidationError) -> [EngineName] {
        do throws(EngineNameError) { return try names.get() } catch { throw ValidationError("--engines: \(error)") }
    }
}
