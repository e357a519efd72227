import LocalFiles
import Testing
import TestKit

@Suite("Programs that are asked")
struct ChildProcessTests {
    private func output(_ script: String, seconds: Double = 20) -> String? {
        ChildProcess.output(of: [Tool.bash.path, "-c", script], patience: .seconds(seconds))
    }

    @Test func `what a program prints is had if it succeeds and prints no more than the limit`() {
        #expect(output("echo yes") == "yes\n")
        #expect(output("echo no; exit 1") == nil)
        #expect(output("head -c 65536 /dev/zero")?.utf8.count == 65_536)
        #expect(output("head -c 65537 /dev/zero") == nil)
        #expect(output("exec yes") == nil)
        #expect(ChildProcess.output(of: ["/nowhere"]) == nil)
    }

    @Test(
        "a program that hangs is killed at the deadline, with what it has started",
        arguments: [
            "exec sleep 30", "sleep 30; echo late", "sleep 30 & echo early", "exec >&-; sleep 30", "trap '' TERM; sleep 30",
        ])
    func hangs(script: String) {
        let clock = ContinuousClock()
        let time = clock.measure { #expect(output(script, seconds: 0.2) == nil) }
        #expect(time < .seconds(10))
    }
}
