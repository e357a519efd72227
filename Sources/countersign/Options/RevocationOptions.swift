public import ArgumentParser
public import ServerIdentity

/// What is known of revoked certificates, and for which the status must be known.
struct RevocationOptions: ParsableArguments {
    @Option(
        name: [
            .customLong("crlfile"), .customLong("crl"), .customLong("x509crlfile"), .customLong("CRLfile", withSingleDash: true),
        ],
        help: ArgumentHelp(
            "Certificate revocation lists: PEM, one or several in a file, or one in DER; may be repeated.", valueName: "file"))
    var crlfile: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            Whose status must be known: wherever (of every certificate below the anchor as soon as a list is given), chain (of every one, \
            always), leaf, or none (what is known may only refuse).
            """, valueName: "requirement"))
    var revocation: RevocationRequirement = .wherever
}

extension RevocationRequirement: ExpressibleByArgument {}
