import ArgumentParser
import Countersigning

/// Whom to trust.
struct TrustOptions: ParsableArguments {
    @Option(
        name: [
            .customLong("cafile"), .customLong("cacert"), .customLong("x509cafile"), .customLong("CAfile", withSingleDash: true),
            .customLong("trusted", withSingleDash: true),
        ],
        help: ArgumentHelp(
            "Trust the certificates of this PEM bundle (or one DER certificate, or a pkcs11: URL) instead of the system's; may be repeated.",
            valueName: "file"))
    var cafile: [String] = []

    @Option(
        name: [.customLong("capath"), .customLong("CApath", withSingleDash: true)],
        help: ArgumentHelp(
            "Trust the certificates in the files of this directory, hashed or not, instead of the system's; may be repeated.",
            valueName: "directory"))
    var capath: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            Trust the roots that this sidecar of 'countersign roots import' (plain or packed by xz; '-' is standard input) names for TLS servers, with their distrust dates, and what it distrusts \
            nowhere in a path, or those that the PKCS#11 tokens of a pkcs11: URL trust, instead of the system's; may be repeated. With --cafile or --capath \
            beside it all are trusted.
            """,
            valueName: "file"))
    var roots: [String] = []

    /// The sources by these options; the system's store where there are none.
    var sources: [TrustSource] { named ?? [.system] }

    /// The sources by these options; nil where there are none.
    var named: [TrustSource]? {
        func isURL(_ argument: String) -> Bool { argument.hasPrefix("pkcs11:") }
        let named: [TrustSource] =
            roots.map { isURL($0) ? .tokens($0) : .sidecar($0) } + cafile.map { isURL($0) ? .tokens($0) : .bundle($0) }
            + capath.map(TrustSource.directory)
        return named.isEmpty ? nil : named
    }

    /// - Parameter others: what else of the command may be '-'.
    func validateStandardInput(beside others: [String?]) throws {
        if (roots + others.compactMap(\.self)).count(where: { $0 == "-" }) > 1 {
            throw ValidationError("standard input ('-') can be one of the files only")
        }
    }
}
