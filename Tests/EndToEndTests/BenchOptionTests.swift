import Testing
import TestKit

extension EndToEnd {
    @Suite("Options of the benchmark")
    struct BenchOptionTests {
        @Test(
            "out of bounds, or not together",
            arguments: [
                (["--concurrency", "0"], "--concurrency 0: give 1 to 4096"), (["--concurrency", "4097"], "--concurrency 4097"),
                (["--duration", "0.05"], "--duration 0.05: give 0.1 to 3600.0"), (["--duration", "3601"], "--duration 3601"),
                (["--duration", "nan"], "--duration nan"), (["--rate", "0"], "--rate 0.0: give 0.1 to 100000.0"),
                (["--rate", "100001"], "--rate 100001"), (["--threads", "0"], "--threads 0: give 1 to 64"),
                (["--threads", "65"], "--threads 65"),
                (["--rate", "0.1", "--duration", "5"], "not even one handshake"),
                (["--engines", "gnutls,nss"], "--engines: there is no engine of that name; there are gnutls, swift"),
                (["--engines", "swift,swift"], "--engines: swift is named twice"),
                (["--engines", ""], "--engines: there is no engine"),
                (["--lab-server", "nobody"], "good-rsa"),
                (["127.0.0.1", "--lab-server", "good-rsa"], "--lab-server"), (["--address", "127.0.0.1"], "--address"),
                (["--priority", "NORMAL", "--priority", "NONSENSE"], "--priority 'NONSENSE'"), (["a b"], "a b"),
            ])
        func refused(arguments: [String], says: String) async throws {
            let run = try await Countersign.run(["bench"] + arguments)
            #expect(run.exitCode == 64, "\(run.story)")
            #expect(run.errors.contains(says), "\(run.story)")
            #expect(run.output.isEmpty, "\(run.story)")
        }
    }
}
