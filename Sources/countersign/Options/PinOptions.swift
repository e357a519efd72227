import ArgumentParser
import Countersigning
import ServerIdentity

/// Which key the server must have.
struct PinOptions: ParsableArguments {
    @Option(
        name: [.customLong("pin"), .customLong("pinnedpubkey")],
        help: ArgumentHelp(
            """
            The server's own certificate must have this key, whatever else is fine: sha256//BASE64 of its SubjectPublicKeyInfo, as for curl; several with \
            ';' between, or repeated: any of them will do.
            """, valueName: "pins"))
    var pin: [String] = []

    func validate() throws { _ = try pins() }

    /// The pins of all options.
    ///
    /// - Throws: `ValidationError` that names the option's text and the pin in it.
    func pins() throws -> [PublicKeyPin] {
        try pin.flatMap { text in
            do throws(PublicKeyPinListError) { return try PublicKeyPin.list(parsing: text) } catch {
                throw ValidationError("--pin \(error)")
            }
        }
    }
}

/// Whether keys that hosts showed are kept.
struct FirstUseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Keep the key of each host that is accepted in this file, and refuse the host when it shows another one. This accepts nothing that is refused \
            without it.
            """, valueName: "file"))
    var tofu: String?

    /// - Throws: `InputProblem` that names file and line.
    func knownHosts() throws(InputProblem) -> KnownHosts? {
        guard let tofu else { return nil }
        return try KnownHosts(tofu, onWait: { StandardError.write("countersign: \($0)\n") })
    }
}
