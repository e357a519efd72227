import ArgumentParser
import Countersigning
import Testing
import VerdictReport

@testable import countersign

@Suite("The words of the command line")
struct CommandLineWordsTests {
    private func checked(_ line: String) throws(InputProblem) -> String {
        try CommandLineWords(words(line)).checked().joined(separator: " ")
    }

    private func problem(_ line: String) -> String? {
        do throws(InputProblem) {
            _ = try checked(line)
            return nil
        } catch {
            #expect(error.code == .usage)
            return error.text
        }
    }

    private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

    private static let commands = [
        "", "verify", "check", "bench", "lab", "schema", "roots", "roots import", "roots list", "roots show", "roots diff",
        "roots doctor", "conformance", "conformance limbo", "conformance pkits", "conformance hostnames", "conformance table",
        "help",
    ]

    @Test("a word with one dash that is no option is an error with the nearest one, for every command", arguments: commands)
    func unknown(command: String) {
        let name = ("countersign " + command).split(separator: " ").joined(separator: " ")
        for (word, nearest) in [("-xh", "-h"), ("-hx", "-h"), ("-hlep", "--help")] {
            let text = problem("\(command) \(word)")
            #expect(text?.hasPrefix("'\(name)' has no option '\(word)'") == true, "\(text ?? "accepted")")
            #expect(text?.hasSuffix("did you mean '\(nearest)'?") == true, "\(text ?? "accepted")")
        }
        #expect(problem("\(command) -h") == nil)
    }

    @Test(
        "no word but -h and --help shows help",
        arguments: ["-ah", "-hh", "-the", "-w3h", "-help", "--hepl", "---help", "--help-hidden"])
    func noHelp(word: String) {
        let text = problem("verify a \(word)")
        #expect(text?.hasPrefix("'countersign verify' has no option '\(word)'; did you mean '-") == true, "\(text ?? "accepted")")
    }

    @Test("help and version take no value", arguments: ["-h=1", "-h=", "--help=1", "--help=", "--version=1"])
    func noValue(word: String) {
        #expect(problem("verify \(word)")?.contains("takes no value") == true)
        #expect(CommandLineWords(words("verify \(word)")).needsCheck)
    }

    @Test(
        "what ArgumentParser might read as help, or end with 0 for, is not left to it",
        arguments: [
            ("verify a -xh", true), ("verify -CApath x", true), ("verify --help-hidden", true),
            ("verify --generate-completion-script", true), ("verify --experimental-dump-help", true),
            ("verify a -h", false), ("verify a --help", false), ("verify --version", false), ("verify a --sni b -w 3 -k", false),
            ("verify - -- -xh", false), ("---completion verify -- -xh", false),
        ])
    func needsCheck(line: String, needs: Bool) {
        #expect(CommandLineWords(words(line)).needsCheck == needs)
    }

    @Test(
        "the nearest option",
        arguments: [
            ("verify -show_chian", "--show_chain"), ("verify --veriffy-hostname x", "--verify-hostname"),
            ("verify -json", "--json"),
            ("verify --verif", "--verify-hostname"), ("check -CAfiel x", "--cafile"), ("check --hostnam x", "--hostname"),
            ("roots diff -agianst x", "--against"), ("schema -benhc", "--bench"), ("lab --sevre", "--serve"),
            ("conformance limbo --sumary x", "--summary"), ("bench --cocnurrency 3", "--concurrency"),
        ])
    func nearest(line: String, nearest: String) {
        #expect(problem(line)?.hasSuffix("; did you mean '\(nearest)'?") == true, "\(problem(line) ?? "accepted")")
    }

    @Test(
        "values, and words behind --, are left alone",
        arguments: [
            ("verify a --attime 2026-01-01 -w 30 -c=14", "verify a --attime 2026-01-01 -w 30 -c=14"),
            ("check - --hostname a --roots -", "check - --hostname a --roots -"),
            ("verify -CApath /x -CAfile=y -- -show -h", "verify --capath /x --cafile=y -- -show -h"),
            ("check x -verify_ip 192.0.2.1", "check x --hostname 192.0.2.1"),
            ("verify -connect a:1 -servername b", "verify --connect a:1 --sni b"),
            ("lab --serve --until-input-ends", "lab --serve --until-input-ends"),
            ("---completion verify -- --sni 3 -x", "---completion verify -- --sni 3 -x"),
            ("--generate-completion-script bash", "--generate-completion-script bash"),
        ])
    func accepted(line: String, parsed: String) throws {
        #expect(try checked(line) == parsed)
    }

    @Test("a value that begins with a dash", arguments: ["-5", "-xh", "-show_chain_of", "--bogus"])
    func dashedValue(value: String) throws {
        let text = problem("verify a --attime \(value)")
        #expect(text?.contains("--attime takes a value") == true && text?.contains("'--attime=\(value)'") == true, "\(text ?? "")")
        #expect(try checked("verify a --attime=\(value)") == "verify a --attime=\(value)")
    }

    @Test func `an option of another command is said to be one`() {
        #expect(problem("check x --hostname a -servername b")?.contains("'countersign verify' has it") == true)
    }

    /// Only so does ArgumentParser never see a word that it could take apart.
    @Test("each option with one dash and a long name has one with two", arguments: commands)
    func twoDashes(command: String) {
        let options = CommandOptions(of: words(command)).options
        #expect(options.contains { $0.names.contains("--help") })
        for option in options {
            for name in option.names where name.count > 2 { #expect(option.unmistakable(name).hasPrefix("--"), "\(name)") }
        }
    }
}

@Suite("Options of other programs")
struct ForeignSpellingTests {
    @Test func `each is found for a command that has the options of the advice`() {
        let commands = CommandOptions.judging.map { CommandOptions(of: [$0]) }
        for foreign in ForeignSpelling.all {
            let having = commands.filter { foreign.ours.allSatisfy($0.has) }
            #expect(!having.isEmpty, "\(foreign.ours)")
            for name in foreign.names {
                let dashed = name.count == 1 ? "-\(name)" : "--\(name)"
                for command in having where !command.has(dashed) {
                    #expect(ForeignSpelling.of(dashed, in: command)?.names.contains(name) == true, "\(dashed)")
                }
            }
        }
    }

    @Test(
        "are refused with what to use instead",
        arguments: [
            ("verify -k a", "--cafile FILE"), ("check --insecure", "--cafile FILE"), ("bench --insecure", "--cafile FILE"),
            ("verify --no-ca-verification", "--cafile FILE"), ("check -partial_chain", "is an anchor"),
            ("check -no_check_time", "--attime TIME"), ("check -crl_check", "--revocation leaf"),
            ("check --crl_check", "--revocation leaf"), ("verify -crl_check_all", "--revocation chain"),
            ("verify -verify_depth 3", "path length"), ("check -auth_level 2", "--policy"),
            ("check -purpose sslserver", "TLS server"),
            ("verify -untrusted x", "send its intermediates"),
            ("verify -showcerts", "--explain"), ("check -x509_strict", "--policy rfc5280"), ("check -policy_check", "always"),
            ("check -policy 1.2.3", "can be demanded"), ("verify --resolve a:1:b", "--address IP"),
            ("verify --connect-to a", "--address IP"), ("verify --host a", "HOST[:PORT]"), ("bench -connect a", "HOST[:PORT]"),
            ("verify --proto-default https", "--port PORT"), ("verify -starttls smtp", "--port PORT"),
            ("verify -tls1_3", "--priority"), ("verify --strict-tofu", "--tofu FILE"), ("verify -v a", "--explain"),
        ])
    func refused(line: String, says: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let problem = #expect(throws: InputProblem.self) { try CommandLineWords(words).checked() }
        #expect(problem?.code == .usage && problem?.text.contains(says) == true, "\(problem?.text ?? "accepted")")
    }

    @Test(
        "are options where ours says the same",
        arguments: [
            ("check x -verify_hostname a", "--hostname"), ("check x -verify_ip a", "--hostname"),
            ("check x --host a", "--host"),
            ("bench -verify_hostname a", "--verify-hostname"), ("verify -verify_ip a", "--verify-hostname"),
            ("verify -CAfile x", "--cafile"), ("verify -trusted x", "--cafile"), ("verify --x509cafile x", "--x509cafile"),
            ("check -CApath x", "--capath"), ("check -CRLfile x", "--crlfile"), ("check --x509crlfile x", "--x509crlfile"),
            ("verify -servername x", "--sni"), ("verify --sni-hostname x", "--sni-hostname"), ("roots diff -attime x", "--attime"),
            ("check -show_chain", "--explain"), ("verify -connect x", "--connect"), ("verify -cert x", "--cert"),
            ("verify -alpn h2", "--alpn"), ("verify --x509certfile x", "--x509certfile"), ("verify -key x", "--key"),
        ])
    func synonyms(line: String, spelling: String) throws {
        let words = line.split(separator: " ").map(String.init)
        #expect(try CommandLineWords(words).checked().contains(spelling))
    }
}
