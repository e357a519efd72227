/// Options of OpenSSL, curl and gnutls-cli that Countersign does not have, and what to use instead.
///
/// Those that have an equal are spellings of ours, and stand there.
struct ForeignSpelling {
    /// Without dashes: OpenSSL takes one or two.
    let names: [String]
    /// The options of ours that the advice names; it is given only for commands that have them.
    let ours: [String]
    /// One clause.
    let advice: String

    private init(_ names: [String], _ ours: [String], _ advice: String) {
        (self.names, self.ours, self.advice) = (names, ours, advice)
    }

    private init(_ names: [String], _ advice: String) { self.init(names, [], advice) }

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
            ["k", "insecure", "no-ca-verification", "no-check-certificate", "proxy-insecure"], ["--cafile"],
            "countersign never skips verification; to trust a private root give --cafile FILE"),
        .init(["no_check_time"], ["--attime"], "dates are always checked; to judge as of another moment give --attime TIME"),
        .init(["ignore_critical", "allow_proxy_certs"], "countersign accepts nothing of that kind; leave it out"),
        // What is so without it.
        .init(["partial_chain"], ["--cafile"], "every certificate of --cafile is an anchor, self-signed or not; leave it out"),
        .init(["purpose"], "every chain is judged as that of a TLS server; leave it out"),
        .init(["verify_return_error", "trusted_first"], "it is always so; leave it out"),
        .init(["policy_check"], "certificate policies are always processed (RFC 5280 section 6.1), for any policy; leave it out"),
        // What another option says.
        .init(["crl_check"], ["--revocation", "--crlfile"], "give --revocation leaf, with --crlfile FILE"),
        .init(["crl_check_all"], ["--revocation", "--crlfile"], "give --revocation chain, with --crlfile FILE"),
        .init(["x509_strict"], ["--policy"], "give --policy rfc5280, or webpki for the rules of browsers too"),
        .init(
            ["auth_level"], ["--policy"],
            "keys and signatures are judged by --policy (default, rfc5280, webpki); there are no other levels"),
        .init(
            ["policy", "explicit_policy", "inhibit_any", "inhibit_map"], ["--policy"],
            "no certificate policy can be demanded; --policy takes a preset: default, rfc5280, webpki, legacy"),
        .init(
            ["crl_download", "status", "cert-status", "ocsp"], ["--revocation", "--crlfile"],
            "nothing is fetched; a stapled response and --crlfile FILE are judged, and --revocation leaf or chain demands one"),
        .init(
            ["showcerts", "print-cert", "save-cert"], ["--explain", "--json"],
            "certificates are not printed as PEM; --explain shows each in a table, --json in a record"),
        .init(
            ["verify", "verify_depth", "depth", "verify_name", "verify_email"],
            "countersign has no such limit or demand; what a CA may sign is judged by its own path length and names"),
        .init(["untrusted", "ca-auto-retrieve"], "a server must send its intermediates itself; leave it out"),
        .init(
            ["CAstore", "ca-native", "no-CAfile", "no-CApath", "no-CAstore"], ["--cafile", "--capath", "--roots"],
            "--cafile, --capath and --roots replace the system's roots, which are trusted without them"),
        .init(
            ["resolve", "connect-to"], ["--address"],
            "give --address IP, or the target as HOST{IP}:PORT, to say where to connect"),
        .init(
            ["connect", "host", "url"], ["--address"],
            "the server is a word without an option: HOST[:PORT]; --verify-hostname NAME says whom it must be"),
        .init(
            ["proto-default", "starttls", "starttls-proto", "proxy", "x", "socks5"], ["--port"],
            "countersign speaks TLS at once and straight to the server; --port PORT or HOST:PORT says where"),
        .init(
            [
                "tls1_2", "tls1_3", "no_tls1_2", "no_tls1_3", "tlsv1.2", "tlsv1.3", "tls-max", "cipher", "ciphers", "ciphersuites",
                "groups", "curves", "sigalgs",
            ], ["--priority"], "give --priority STRING, as NORMAL:-VERS-ALL:+VERS-TLS1.3 (GnuTLS's priority strings)"),
        .init(["strict-tofu"], ["--tofu"], "give --tofu FILE; a host that shows another key is always refused"),
        .init(["dane"], "DANE is not checked"),
        .init(["v", "verbose", "show-error"], ["--explain"], "give --explain"),
        .init(["q", "s", "quiet", "silent", "brief", "verify_quiet"], "the exit code says it all; send the output to /dev/null"),
    ]
}
