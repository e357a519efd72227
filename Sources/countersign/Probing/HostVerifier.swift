import HandshakeProbe
import InternationalNames
import ServerIdentity
import VerdictReport

/// The main job for one target: collect, then judge.
struct HostVerifier: Sendable {
    let probe: HandshakeProbe
    let examiner: Examiner
    /// What every server's key must be, beside what the engines judge.
    var demands = KeyDemands.none
    /// Whom every server must be, if not the host that was dialled.
    let expected: ReferenceIdentity?
    let address: String?
    let defaultPort: Int
    /// As of when is judged.
    let instant: @Sendable () -> Instant
    /// When something happens; with `--attime` this is another moment.
    var clock: @Sendable () -> Instant = { SystemClock.now() }

    func verify(_ text: String) async -> Report {
        let triedAt = clock()
        let target: Target
        do throws(ReferenceIdentityError) {
            target = try Target(parsing: text, defaultPort: defaultPort, asciiForm: InternationalNames.asciiForm)
        } catch {
            return Report(
                target: EscapedText(text).description, outcome: .unusable(InputProblem(code: .usage, text: error.description)),
                triedAt: triedAt)
        }
        return await verify(address.map(target.at) ?? target, triedAt: triedAt)
    }

    func verify(_ target: Target, triedAt: Instant) async -> Report {
        do throws(ProbeFailure) {
            let observation = try await probe.observe(target)
            let judgement = examiner.judge(
                observation.chain, for: expected ?? target.identity, at: instant(), observation: observation)
            let demanded = demands.applied(
                to: judgement, knownAs: KnownHost.name(of: target), now: judgement.observation?.observedAt ?? instant())
            return Report(target: target.text, outcome: .judged(demanded), triedAt: triedAt)
        } catch {
            return Report(target: target.text, outcome: .failed(error), triedAt: triedAt)
        }
    }
}

extension Target {
    func at(_ address: String) -> Target { Target(text: text, identity: identity, host: host, port: port, address: address) }
}
