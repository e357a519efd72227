/// Options of OpenSSL, curl and gnutls-cli that Countersign does not have, and what to use instead.
///
/// Those that have an equal are spellings of ours, and stand there.
struct ForeignSpelling {
    /// Without dashes: OpenSSL takes one or two.
    let names: [String]
    /// The options of ours that the advice names; it is given only for commands that have them.
    var ours: [String] = []
    /// One clause.
    let advice: String

    /// The advice for an option that a command does not have; nil for commands that judge nothing.
    static func of(_ name: String, in command: CommandOptions) -> ForeignSpelling? {
        guard CommandOptions.judging.contains(where: { command.name == "countersign \($0)" }) else { return nil }
        let dashes = name.prefix { $0 == "-" }.count
        let bare = String(name.dropFirst(dashes))
        // One letter is an option only behind one dash.
        guard dashes == 1 || dashes == 2 && bare.count > 1 else { return nil }
        return all.first { $0.names.contains(bare) && $0.ours.allSatisfy(command.has) }
    }

    static let all: [ForeignSpelling] = [
        // What would loosen.
        .init(
            names: ["k", "insecure", "no-ca-verification", "no-check-certificate", "proxy-insecure"], ours: ["--cafile"],
            advice: "countersign never skips verification; to trust a private root give --cafile FILE"),
        .init(
            names: ["no_check_time"], ours: ["--attime"],
            advice: "dates are always checked; to judge as of another moment give --attime TIME"),
        .init(
            names: ["ignore_critical", "allow_proxy_certs"],
            advice: "countersign accepts nothing of that kind; leave it out"),
        // What is so without it.
        .init(
            names: ["partial_chain"], ours: ["--cafile"],
            advice: "every certificate of --cafile is an anchor, self-signed or not; leave it out"),
        .init(names: ["purpose"], advice: "every chain is judged as that of a TLS server; leave it out"),
        .init(names: ["verify_return_error", "trusted_first"], advice: "it is always so; leave it out"),
        .init(
            names: ["policy_check"],
            advice: "certificate policies are always processed (RFC 5280 section 6.1), for any policy; leave it out"),
        // What another option says.
        .init(
            names: ["crl_check"], ours: ["--revocation", "--crlfile"],
            advice: "give --revocation leaf, with --crlfile FILE"),
        .init(
            names: ["crl_check_all"], ours: ["--revocation", "--crlfile"],
            advice: "give --revocation chain, with --crlfile FILE"),
        .init(names: ["x509_strict"], ours: ["--policy"], advice: "give --policy rfc5280, or webpki for the rules of browsers too"),
        .init(
            names: ["auth_level"], ours: ["--policy"],
            advice: "keys and signatures are judged by --policy (default, rfc5280, webpki); there are no other levels"),
        .init(
            names: ["policy", "explicit_policy", "inhibit_any", "inhibit_map"], ours: ["--policy"],
            advice: "no certificate policy can be demanded; --policy takes a preset: default, rfc5280, webpki, legacy"),
        .init(
            names: ["crl_download", "status", "cert-status", "ocsp"], ours: ["--revocation", "--crlfile"],
            advice:
                "nothing is fetched; a stapled response and --crlfile FILE are judged, and --revocation leaf or chain demands one"),
        .init(
            names: ["showcerts", "print-cert", "save-cert"], ours: ["--explain", "--json"],
            advice: "certificates are not printed as PEM; --explain shows each in a table, --json in a record"),
        .init(
            names: ["verify", "verify_depth", "depth", "verify_name", "verify_email"],
            advice: "countersign has no such limit or demand; what a CA may sign is judged by its own path length and names"),
        .init(
            names: ["untrusted"], ours: ["--hostname"],
            advice: "put the intermediates behind the leaf, in the file of the chain"),
        .init(names: ["untrusted", "ca-auto-retrieve"], advice: "a server must send its intermediates itself; leave it out"),
        .init(
            names: ["CAstore", "ca-native", "no-CAfile", "no-CApath", "no-CAstore"], ours: ["--cafile", "--capath", "--roots"],
            advice: "--cafile, --capath and --roots replace the system's roots, which are trusted without them"),
        .init(
            names: ["resolve", "connect-to"], ours: ["--address"],
            advice: "give --address IP, or the target as HOST{IP}:PORT, to say where to connect"),
        .init(
            names: ["connect", "host", "url"], ours: ["--address"],
            advice: "the server is a word without an option: HOST[:PORT]; --verify-hostname NAME says whom it must be"),
        .init(
            names: ["proto-default", "starttls", "starttls-proto", "proxy", "x", "socks5"], ours: ["--port"],
            advice: "countersign speaks TLS at once and straight to the server; --port PORT or HOST:PORT says where"),
        .init(
            names: [
                "tls1_2", "tls1_3", "no_tls1_2", "no_tls1_3", "tlsv1.2", "tlsv1.3", "tls-max", "cipher", "ciphers", "ciphersuites",
                "groups", "curves", "sigalgs",
            ], ours: ["--priority"],
            advice: "give --priority STRING, as NORMAL:-VERS-ALL:+VERS-TLS1.3 (GnuTLS's priority strings)"),
        .init(
            names: ["strict-tofu"], ours: ["--tofu"], advice: "give --tofu FILE; a host that shows another key is always refused"),
        .init(names: ["dane"], advice: "DANE is not checked"),
        .init(
            names: ["v", "verbose", "show-error"], ours: ["--explain"], advice: "give --explain"),
        .init(
            names: ["q", "s", "quiet", "silent", "brief", "verify_quiet"],
            advice: "the exit code says it all; send the output to /dev/null"),
    ]
}
