import Testing

/// Arguments that must not work, the code they must end with, and words that the message must hold.
struct BadInputRow: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let exitCode: Int32
    let words: [String]

    init(_ arguments: String..., exit exitCode: Int32, says words: String...) {
        self.arguments = arguments
        self.exitCode = exitCode
        self.words = words
    }

    var testDescription: String { String(arguments.joined(separator: " ").prefix(100)) }

    static let arguments: [BadInputRow] = [
        BadInputRow("frobnicate", exit: 64, says: "frobnicate"),
        BadInputRow("verify", exit: 64, says: "name a server"),
        BadInputRow("verify", "--frobnicate", "localhost:1", exit: 64, says: "--frobnicate"),
        // Taken apart, each of these words has an -h in it.
        BadInputRow("verify", "localhost:1", "-show_chian", exit: 64, says: "'-show_chian'", "did you mean '--show_chain'?"),
        BadInputRow("verify", "localhost:1", "-verify_depth", "3", exit: 64, says: "'-verify_depth'"),
        BadInputRow("verify", "localhost:1", "-hx", exit: 64, says: "'-hx'", "did you mean '-h'?"),
        BadInputRow("verify", "localhost:1", "-xh", "--nagios", exit: 3, says: "UNKNOWN - ", "'-xh'"),
        BadInputRow("verify", "localhost:1", "-h=1", exit: 64, says: "-h takes no value"),
        BadInputRow("verify", "localhost:1", "--help-hidden", exit: 64, says: "'--help-hidden'"),
        BadInputRow("verify", "localhost:1", "--generate-completion-script", exit: 64, says: "--generate-completion-script"),
        BadInputRow("verify", "localhost:1", "--attime", "-5", exit: 64, says: "--attime takes a value", "'--attime=-5'"),
        BadInputRow("verify", "localhost:1", "--attime", "-xh", exit: 64, says: "--attime takes a value"),
        BadInputRow("verify", "-CApath", "@directory", exit: 64, says: "name a server"),
        BadInputRow("check", "-CApath", "x", "--hostname", "a", exit: 64, says: "<chain.pem>"),
        BadInputRow("check", "x", "-partial_chain", exit: 64, says: "-partial_chain", "--cafile"),
        BadInputRow("check", "x", "-no_check_time", exit: 64, says: "-no_check_time", "--attime TIME"),
        BadInputRow("check", "x", "-crl_check", exit: 64, says: "-crl_check", "--revocation leaf"),
        BadInputRow("lab", "-ah", exit: 64, says: "'countersign lab' has no option '-ah'"),
        BadInputRow("roots", "list", "-hash", "x", exit: 64, says: "'countersign roots list' has no option '-hash'"),
        BadInputRow(
            "conformance", "limbo", "-hurry", "x", exit: 64, says: "'countersign conformance limbo' has no option '-hurry'"),
        BadInputRow("www.example.org", "-show_chain", exit: 64, says: "'-show_chain'", "'countersign verify' has it"),
        BadInputRow("verify", "--veriffy-hostname", "a", exit: 64, says: "did you mean '--verify-hostname'?"),
        BadInputRow("verify", "-k", "localhost:1", exit: 64, says: "never skips verification", "--cafile FILE"),
        BadInputRow("verify", "--insecure", "localhost:1", exit: 64, says: "never skips verification", "--cafile FILE"),
        BadInputRow("verify", "--resolve", "a:1:127.0.0.1", "a:1", exit: 64, says: "--address IP"),
        BadInputRow("verify", "--host", "localhost", exit: 64, says: "HOST[:PORT]"),
        BadInputRow("verify", "-showcerts", "localhost:1", exit: 64, says: "--explain"),
        BadInputRow("verify", "-connect", exit: 64, says: "--connect"),
        BadInputRow("verify", "-connect", "a b", exit: 64, says: "a b"),
        // Nothing was asked: 0 would say "countersigned".
        BadInputRow(exit: 64, says: "name a command"),
        BadInputRow("roots", exit: 64, says: "name a command"),
        BadInputRow("conformance", exit: 64, says: "name a command"),
        BadInputRow("verify", "", exit: 64, says: "it is empty"),
        BadInputRow("verify", ":443", exit: 64, says: ":443"),
        BadInputRow("verify", "localhost:0", exit: 64, says: "localhost:0", "1 to 65535"),
        BadInputRow("verify", "localhost:70000", exit: 64, says: "70000", "1 to 65535"),
        BadInputRow("verify", "localhost:99999999999999999999", exit: 64, says: "1 to 65535"),
        BadInputRow("verify", "--port", "0", "localhost", exit: 64, says: "--port 0", "1 to 65535"),
        BadInputRow("verify", "--port", "70000", "localhost", exit: 64, says: "--port 70000", "1 to 65535"),
        BadInputRow("verify", String(repeating: "a.", count: 150), exit: 64, says: "253"),
        BadInputRow("verify", String(repeating: "a", count: 64) + ".example", exit: 64, says: "63"),
        BadInputRow("verify", "localhost:1{", exit: 64, says: "'{' without '}'"),
        BadInputRow("verify", "localhost{nowhere}:1", exit: 64, says: "'nowhere' is not an IP address"),
        BadInputRow("verify", "[::1", exit: 64, says: "[::1"),
        BadInputRow("verify", "gopher://localhost", exit: 64, says: "scheme"),
        BadInputRow("verify", "https://user@localhost", exit: 64, says: "user name"),
        BadInputRow("verify", "a\nb:1", exit: 64, says: "a\\x0ab"),
        BadInputRow("verify", "--attime", "yesterday", "localhost:1", exit: 64, says: "'yesterday'", "--attime"),
        BadInputRow("verify", "--attime", "2026-13-01", "localhost:1", exit: 64, says: "'2026-13-01'", "--attime"),
        BadInputRow("verify", "--attime", "99999999999999999999", "localhost:1", exit: 64, says: "--attime"),
        BadInputRow("verify", "--priority", "NORMAL:+NOSUCH", "localhost:1", exit: 64, says: "'+NOSUCH'", "character 8"),
        BadInputRow("verify", "--priority", "", "localhost:1", exit: 64, says: "--priority ''"),
        BadInputRow("verify", "--timeout", "0", "localhost:1", exit: 64, says: "--timeout 0"),
        BadInputRow("verify", "--timeout=-1", "localhost:1", exit: 64, says: "--timeout -1"),
        BadInputRow("verify", "--timeout", "nan", "localhost:1", exit: 64, says: "--timeout nan"),
        BadInputRow("verify", "--timeout", "1e400", "localhost:1", exit: 64, says: "--timeout inf"),
        BadInputRow("verify", "--concurrency", "0", "localhost:1", exit: 64, says: "--concurrency 0"),
        BadInputRow("verify", "--alpn", "h2,,x", "localhost:1", exit: 64, says: "--alpn"),
        BadInputRow("verify", "--sni", "127.0.0.1", "localhost:1", exit: 64, says: "--sni '127.0.0.1'"),
        BadInputRow("verify", "--address", "localhost", "localhost:1", exit: 64, says: "--address 'localhost'"),
        BadInputRow("verify", "--verify-hostname", "a b", "localhost:1", exit: 64, says: "'a b'", "octet 2"),
        BadInputRow("verify", "--policy", "none", "localhost:1", exit: 64, says: "'none'", "--policy"),
        BadInputRow("verify", "--key", "@key", "localhost:1", exit: 64, says: "--key", "give --cert too"),
        // A monitor reads its own line and code, whatever is wrong.
        BadInputRow("verify", "-w", "5", "-c", "10", "--nagios", "localhost:1", exit: 3, says: "-w 5", "-c 10"),
        BadInputRow("verify", "-w", "-5", "-c", "-10", "--nagios", "localhost:1", exit: 3, says: "-w"),
        BadInputRow("verify", "--json", "--nagios", "localhost:1", exit: 3, says: "--nagios"),
        BadInputRow("verify", "--json", "--explain", "localhost:1", exit: 64, says: "--json", "--explain"),
        BadInputRow("check", exit: 64, says: "--hostname", "--questions"),
        BadInputRow("check", "--hostname", "a.example", exit: 64, says: "chain.pem"),
        BadInputRow("verify", "--revocation", "soon", "localhost:1", exit: 64, says: "'soon'", "--revocation"),
        BadInputRow("conformance", "limbo", "--engine", "none", "x", exit: 64, says: "'none'", "--engine"),
        BadInputRow("conformance", "limbo", "--policy", "none", "x", exit: 64, says: "'none'", "--policy"),
        BadInputRow("conformance", "pkits", "--jobs", "0", "x", exit: 64, says: "--jobs 0", "1 to 256"),
        BadInputRow("lab", "--json", "--serve", exit: 64, says: "--serve"),
        BadInputRow("roots", "import", "x", exit: 64, says: "--output, --sidecar, or both"),
        BadInputRow("roots", "import", "x", "--output", "a", "--purpose", "web", exit: 64, says: "'web'", "--purpose"),
        BadInputRow("roots", "import", "x", "--output", "a", "--level", "not-trusted", exit: 64, says: "'not-trusted'", "--level"),
        BadInputRow("roots", "diff", "-", "-", exit: 64, says: "standard input"),
    ]

    static let files: [BadInputRow] = [
        BadInputRow("roots", "import", "@missing", "--output", "/dev/null", exit: 66, says: "/missing: No such file"),
        BadInputRow("roots", "import", "@directory", "--output", "/dev/null", exit: 66, says: "/directory: Is a directory"),
        BadInputRow("roots", "import", "@empty", "--output", "/dev/null", exit: 66, says: "/empty:1: this is no certdata.txt"),
        BadInputRow("roots", "import", "@text", "--output", "/dev/null", exit: 66, says: "/text:1: this is no certdata.txt"),
        BadInputRow("roots", "import", "@binary", "--output", "/dev/null", exit: 66, says: "/binary:1:"),
        BadInputRow(
            "roots", "import", "@certificate", "--output", "/dev/null", exit: 66, says: "/certificate:1: this is no certdata.txt"),
        BadInputRow("roots", "list", "@text", exit: 66, says: "/text holds no roots"),
        BadInputRow("roots", "show", "@certificate", "nobody", exit: 66, says: "nobody"),
        BadInputRow(
            "roots", "diff", "@certificate", "@certificate", "--against", "@text", exit: 66, says: "no host with a chain", "/text"),
        BadInputRow("verify", "--roots", "@missing", "localhost:1", exit: 66, says: "/missing: No such file"),
        BadInputRow("verify", "--roots", "@text", "localhost:1", exit: 66, says: "/text is no sidecar"),
        BadInputRow("verify", "--roots", "@certificate", "localhost:1", exit: 66, says: "/certificate is no sidecar"),
        BadInputRow("verify", "--cafile", "@missing", "localhost:1", exit: 66, says: "/missing: No such file"),
        BadInputRow("verify", "--cafile", "@empty", "localhost:1", exit: 66, says: "/empty: the file is empty"),
        BadInputRow("verify", "--cafile", "@text", "localhost:1", exit: 66, says: "/text: there is no certificate"),
        BadInputRow("verify", "--cafile", "@binary", "localhost:1", exit: 66, says: "/binary:1: the file is neither PEM nor DER"),
        BadInputRow(
            "verify", "--cafile", "@key", "localhost:1", exit: 66, says: "no usable certificate: /",
            "/key:1: PRIVATE KEY is no certificate; give the certificate that belongs to it"),
        BadInputRow("verify", "--cafile", "@zeros", "localhost:1", exit: 66, says: "/zeros:1:"),
        BadInputRow("verify", "--cafile", "@deep", "localhost:1", exit: 66, says: "/deep:1:"),
        BadInputRow("verify", "--cafile", "@huge", "localhost:1", exit: 66, says: "/huge:1:", "262144"),
        BadInputRow("verify", "--cafile", "@directory", "localhost:1", exit: 66, says: "/directory is a directory"),
        BadInputRow("verify", "--cafile", "/dev/zero", "localhost:1", exit: 66, says: "/dev/zero: Not a regular file"),
        BadInputRow("verify", "--capath", "@certificate", "localhost:1", exit: 66, says: "/certificate is not a directory"),
        BadInputRow("verify", "--capath", "@missing", "localhost:1", exit: 66, says: "/missing: No such file"),
        BadInputRow(
            "verify", "--capath", "@emptyDirectory", "localhost:1", exit: 66, says: "no usable certificate", "/emptyDirectory"),
        BadInputRow(
            "verify", "--capath", "@directory", "localhost:1", exit: 66, says: "/directory/garbage.pem: there is no certificate"),
        BadInputRow("verify", "--cert", "@missing", "--key", "@missing", "localhost:1", exit: 66, says: "/missing: No such file"),
        BadInputRow("verify", "--cert", "@certificate", "--key", "@certificate", "localhost:1", exit: 66, says: "--key"),
        BadInputRow(
            "verify", "--cert", "@certificate", "--key", "@foreignKey", "localhost:1", exit: 66,
            says: "/foreignKey does not belong to the first certificate"),
        BadInputRow("verify", "--cert", "@text", "--key", "@key", "localhost:1", exit: 66, says: "--cert"),
        BadInputRow("verify", "--tofu", "@text", "localhost:1", exit: 66, says: "--tofu: ", "/text:1: does not begin"),
        BadInputRow("verify", "--file", "@missing", exit: 66, says: "/missing: No such file"),
        BadInputRow("verify", "--file", "@directory", exit: 66, says: "/directory: Is a directory"),
        BadInputRow("verify", "--file", "@longLine", exit: 64, says: "line 1", "8192"),
        // An argument can't hold a NUL; a line can.
        BadInputRow("verify", "--file", "@nulLine", exit: 64, says: "a\\x00b.example"),
        BadInputRow("verify", "--file", "@notUTF8", exit: 64, says: "names no server"),
        BadInputRow("verify", "--file", "@empty", exit: 64, says: "there is no target in", "/empty"),
        BadInputRow("verify", "--file", "@commentsOnly", exit: 64, says: "there is no target in", "/commentsOnly"),
        BadInputRow("check", "@missing", "--hostname", "a.example", exit: 66, says: "/missing: No such file"),
        BadInputRow("check", "@directory", "--hostname", "a.example", exit: 66, says: "/directory: Is a directory"),
        BadInputRow("check", "@empty", "--hostname", "a.example", exit: 66, says: "/empty: there is no certificate"),
        BadInputRow("check", "@key", "--hostname", "a.example", exit: 66, says: "/key:1: this is a private key"),
        BadInputRow(
            "check", "@bareBase64", "--hostname", "a.example", exit: 66,
            says: "/bareBase64:1: the file is base64 alone: the line -----BEGIN CERTIFICATE----- before it"),
        BadInputRow(
            "check", "@emptyPKCS7", "--hostname", "a.example", exit: 66,
            says: "/emptyPKCS7:1: this is a PKCS#7 file that holds no certificate"),
        BadInputRow(
            "check", "@trustedCertificate", "--hostname", "a.example", exit: 66,
            says: "TRUSTED CERTIFICATE is not read", "openssl x509 -in FILE -out leaf.pem"),
        BadInputRow("check", "@damagedBoundary", "--hostname", "a.example", exit: 66, says: "/damagedBoundary:", "no PEM boundary"),
        BadInputRow(
            "check", "@truncatedDER", "--hostname", "a.example", exit: 66,
            says: "/truncatedDER:1: the DER is cut short: 200"),
        BadInputRow("check", "@badBase64", "--hostname", "a.example", exit: 66, says: "/badBase64:2: '*' is not base64"),
        BadInputRow("check", "@huge", "--hostname", "a.example", exit: 66, says: "/huge:1:", "262144"),
        BadInputRow("check", "@hugeDER", "--hostname", "a.example", exit: 66, says: "/hugeDER", "262144"),
        BadInputRow(
            "check", "@thousand", "--hostname", "a.example", exit: 66, says: "/thousand:",
            "more than the limit of 128 certificates"),
        // Read, and judged: what a server may send is a matter for the verdict.
        BadInputRow(
            "check", "@zeros", "--hostname", "a.example", "--cafile", "@certificate", exit: 6, says: "malformed_certificate"),
        BadInputRow(
            "check", "@deep", "--hostname", "a.example", "--cafile", "@certificate", exit: 6, says: "malformed_certificate"),
        BadInputRow("verify", "--crlfile", "@missing", "localhost:1", exit: 66, says: "/missing: No such file"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--crl", "@empty", exit: 66, says: "/empty: the file is empty"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--crlfile", "@certificate", exit: 66,
            says: "/certificate:1: CERTIFICATE is no X509 CRL"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--crlfile", "@certificateDER", exit: 66,
            says: "/certificateDER:1: this is a certificate; give the revocation list"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--crlfile", "@pkcs7DER", exit: 66,
            says: "/pkcs7DER:1: this is a PKCS#7 file; give the revocation list"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--crlfile", "@response", exit: 66,
            says: "/response:1: this is an OCSP response; give it by --ocsp"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "-CRLfile", "@text", exit: 66, says: "/text: there is no X509 CRL"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--ocsp", "@missing", exit: 66, says: "/missing: No such file"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--ocsp", "@certificate", exit: 66,
            says: "/certificate: this is a certificate; give an OCSP response in DER"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--ocsp", "@certificateDER", exit: 66,
            says: "/certificateDER: this is a certificate; give an OCSP response in DER"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--ocsp", "@key", exit: 66,
            says: "/key: this is a private key; give an OCSP response in DER"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--ocsp", "@keyDER", exit: 66,
            says: "/keyDER: this is a private key; give an OCSP response in DER"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--ocsp", "@responsePEM", exit: 66,
            says: "/responsePEM: this is an OCSP response in PEM", "openssl base64 -d"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--ocsp", "@cutResponse", exit: 66,
            says: "/cutResponse: the DER is cut short: 208 octets of 209"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--ocsp", "@text", exit: 66,
            says: "/text: this is no OCSP response; give one in DER"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--ocsp", "@binary", exit: 66,
            says: "/binary: this is no OCSP response; give one in DER"),
        // Of the right form, and judged.
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--ocsp", "@response", "--cafile", "@certificate", exit: 2,
            says: "name_mismatch"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--ocsp", "@empty", exit: 66, says: "/empty: the file is empty"),
        BadInputRow(
            "check", "@certificate", "--hostname", "a.example", "--ocsp", "@hugeDER", exit: 66, says: "/hugeDER", "1048576"),
        BadInputRow("conformance", "limbo", "@missing", exit: 66, says: "/missing: No such file"),
        BadInputRow("conformance", "limbo", "@directory", exit: 66, says: "/directory: Is a directory"),
        BadInputRow("conformance", "limbo", "@empty", exit: 66, says: "/empty is no suite: the file is empty"),
        BadInputRow("conformance", "limbo", "@text", exit: 66, says: "/text is no suite: 'T' is not expected here (octet 0)"),
        BadInputRow("conformance", "pkits", "@missing", exit: 66, says: "/missing: No such file"),
        BadInputRow("conformance", "pkits", "@text", exit: 66, says: "/text is no PKITS suite"),
        BadInputRow("conformance", "hostnames", "@missing", exit: 66, says: "/missing: No such file"),
        BadInputRow("conformance", "hostnames", "@text", exit: 66, says: "/text is not a hostname suite"),
    ]
}
