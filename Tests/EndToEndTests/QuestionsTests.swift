import Foundation
import TestKit
import Testing

extension EndToEnd {
    @Suite("Questions as lines, and files of other kinds")
    struct QuestionsTests {
        private let pki: PKI
        private let files: TemporaryDirectory

        init() throws {
            pki = try PKI.made()
            files = try TemporaryDirectory()
        }

        @Test func `each line of standard input becomes a record`() async throws {
            defer { files.remove() }
            let text = try String(contentsOfFile: pki.leafAndIssuer(.good, .ecdsa).chain, encoding: .utf8)
            let chain = text.components(separatedBy: "-----BEGIN CERTIFICATE-----").dropFirst().map { block in
                "\"" + block.components(separatedBy: "-----END")[0].filter { !$0.isWhitespace } + "\""
            }
            let question = #"{"id":"a","name":"\#(PKI.host)","chain":[\#(chain.joined(separator: ","))]}"#
            let other = question.replacingOccurrences(of: PKI.host, with: "other.example")
            let run = try await Countersign.run(
                ["check", "--questions", "-", "--cafile", pki.root(.ecdsa)], input: "\(question)\nnonsense\n\(other)\n")
            #expect(run.exitCode == 2, "\(run.story)")
            let records = try run.records()
            #expect(records.map { $0["line"].integer } == [1, 2, 3])
            #expect(records.map { $0["exit_code"].integer } == [0, 64, 2])
            #expect(records[0]["id"] == .string("a") && records[1]["id"] == .null)
        }

        @Test(
            "one or the other is asked for",
            arguments: [
                ["check"], ["check", "--hostname", "a.example"],
                ["check", "chain.pem", "--questions", "q"], ["check", "--questions", "q", "--hostname", "a.example"],
            ])
        func usage(arguments: [String]) async throws {
            defer { files.remove() }
            let run = try await Countersign.run(arguments)
            #expect(run.exitCode == 64 && run.errors.contains("--questions"), "\(run.story)")
        }

        @Test func `a request, a key and PKCS#12 are named, and PKCS#7 is read`() async throws {
            defer { files.remove() }
            let good = pki.leafAndIssuer(.good, .ecdsa)
            let script = """
                openssl crl2pkcs7 -nocrl -certfile "$1" -out chain.p7b
                openssl crl2pkcs7 -nocrl -certfile "$1" -outform DER -out chain.p7c
                openssl pkcs12 -export -in "$1" -inkey "$2" -passout pass:x -out chain.p12
                openssl req -new -key "$2" -subj /CN=x -out request.csr
                openssl req -new -key "$2" -subj /CN=x -outform DER -out request.der
                openssl pkey -in "$2" -out key.pem
                """
            let made = try await Run.of([Tool.bash.path, "-euc", script, "make", good.chain, good.key], in: files.path)
            try #require(made.exitCode == 0, "\(made.story)")
            for (file, code, words) in [
                ("chain.p7b", 0, ""), ("chain.p7c", 0, ""), ("chain.p12", 66, "openssl pkcs12"),
                ("request.csr", 66, "request"),
                ("request.der", 66, "request"), ("key.pem", 66, "private key"),
            ] as [(String, Int32, String)] {
                let run = try await Countersign.run([
                    "check", files.file(file), "--hostname", PKI.host, "--cafile", pki.root(.ecdsa),
                ])
                #expect(run.exitCode == code && (words.isEmpty || run.errors.contains(words)), "\(file): \(run.story)")
            }
        }
    }
}
