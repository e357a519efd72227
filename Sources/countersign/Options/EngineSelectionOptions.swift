import Countersigning
import ArgumentParser
import ServerIdentity

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
        if requireOpenssl, NamedEngines.lacksOpenSSL {
            throw ValidationError("--require-openssl: \(NamedEngines.lacking)")
        }
    }

    /// Each engine that was named, once; nil if none was.
    private func named() throws -> [EngineName]? {
        try engines?.parsed().reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Refuses a policy that none of the engines that decide can enforce: only the Swift validator knows the profile rules.
    func validate(enforcing policy: Policy) throws {
        guard !policy.enforcedRules.isEmpty, !selection.deciding.contains(.swift) else { return }
        throw ValidationError(
            "--policy \(policy.preset) needs the engine swift, which alone knows its rules; add swift to --engines, or take --policy default"
        )
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
    private let names: Result<[EngineName], Problem>
    let description: String

    private struct Problem: Error {
        let text: String
    }

    static let lacking = "this program was built without OpenSSL (package trait OpenSSL, libssl-dev)"

    static var lacksOpenSSL: Bool { EngineName(rawValue: "openssl") == nil }

    init(_ names: [EngineName]) {
        self.names = .success(names)
        description = names.map(\.rawValue).joined(separator: ",")
    }

    /// Never nil: the problem is kept, because it says more than "invalid value".
    init?(argument: String) {
        description = argument
        var names: [EngineName] = []
        for text in argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
            guard let name = EngineName(rawValue: text) else {
                let known = EngineName.allCases.map(\.rawValue).joined(separator: ", ")
                self.names = .failure(
                    Problem(text: text == "openssl" ? Self.lacking : "there is no engine of that name; there are \(known)"))
                return
            }
            names.append(name)
        }
        self.names = .success(names)
    }

    /// The names, in their order and as often as they were given.
    func parsed() throws(ValidationError) -> [EngineName] {
        switch names {
        case .success(let names): return names
        case .failure(let problem): throw ValidationError("--engines: \(problem.text)")
        }
    }
}
