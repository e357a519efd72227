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
        if let engines, case .failure(let problem) = engines.names { throw ValidationError("--engines: \(problem.text)") }
        if requireOpenssl, NamedEngines.lacksOpenSSL {
            throw ValidationError("--require-openssl: \(NamedEngines.Problem.lacking.text)")
        }
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
        if let engines, case .success(let names) = engines.names { selection = EngineSelection(deciding: names) }
        #if OpenSSL
        if requireOpenssl, !selection.deciding.contains(.openssl) { selection.deciding.append(.openssl) }
        #endif
        selection.advisory.removeAll(where: selection.deciding.contains)
        return selection
    }
}

/// A list of engines, or what is wrong with it.
struct NamedEngines: ExpressibleByArgument, Sendable {
    let names: Result<[EngineName], Problem>

    struct Problem: Error {
        let text: String

        static let lacking = Problem(text: "this program was built without OpenSSL (package trait OpenSSL, libssl-dev)")
    }

    static var lacksOpenSSL: Bool { EngineName(rawValue: "openssl") == nil }

    /// Never nil: the problem is kept, because it says more than "invalid value".
    init?(argument: String) {
        var names: [EngineName] = []
        for text in argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
            guard let name = EngineName(rawValue: text) else {
                let known = EngineName.allCases.map(\.rawValue).joined(separator: ", ")
                let problem =
                    text == "openssl" ? Problem.lacking : Problem(text: "there is no engine of that name; there are \(known)")
                self.names = .failure(problem)
                return
            }
            if !names.contains(name) { names.append(name) }
        }
        // A verdict that nobody checked is no countersignature.
        self.names = names.count >= 2 ? .success(names) : .failure(Problem(text: "give at least two, as in gnutls,swift"))
    }
}
