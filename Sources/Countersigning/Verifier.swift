import HandshakeProbe
import InternationalNames
import NIOCore
public import ServerIdentity
import Synchronization
import TrustAnchors

/// Says whether servers are who they should be: GnuTLS makes the handshake and judges, an independent validator judges
/// too.
///
/// Trust, policy and engines are loaded once and used for every target; a verifier may be shared by tasks. It prints
/// nothing: what was left out or went wrong beside a verdict is in `warnings` and in each report's `warnings`.
///
/// ```swift
/// let verifier = try Verifier()
/// let report = await verifier.verify("www.example.org")
/// print(report.conclusion, report.exitStatus)
/// ```
///
/// What is *not* checked: whether a certificate was revoked, unless CRLs are given or the server staples a response;
/// Certificate Transparency; DANE.
public struct Verifier: Sendable {
    /// By what the verifier judges.
    public private(set) var options: VerifierOptions
    /// What of the trust sources was left out, and what else was met while they were loaded.
    public let warnings: [Warning]
    /// The anchors of all trust sources.
    public let anchors: TrustAnchorSet

    package let examiner: Examiner
    private let demands: KeyDemands
    private var probe: HandshakeProbe

    /// Loads trust sources, and readies engines and threads.
    ///
    /// - Parameter options: by default the system's roots, the default policy, GnuTLS and the Swift validator.
    /// - Throws: `InputProblem` if a trust source gives no usable certificate, no deciding engine knows the policy's
    ///   rules, or GnuTLS can't read an option of its own.
    public init(_ options: VerifierOptions = VerifierOptions()) throws(InputProblem) {
        try options.engines.checkCanEnforce(options.policy)
        guard VerifierOptions.concurrencies.contains(options.concurrency) else {
            let bounds = VerifierOptions.concurrencies
            throw InputProblem(
                code: .usage,
                text: "concurrency \(options.concurrency): give \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        self.options = options
        let loading = AnchorLoading()
        let loaded = try loading.load(options.trust)
        anchors = loaded.anchors
        var warnings = loaded.skipped.map(Warning.anchorSkipped)
        if RegisteredSuffixes.list == nil { warnings.append(.noPublicSuffixes) }
        self.warnings = warnings
        examiner = Examiner(
            anchors: anchors, skippedAnchors: loaded.skipped, decodedAnchors: loading.decoded, policy: options.policy,
            crls: options.crls, responses: options.responses, engines: options.engines, memo: options.remembering,
            ledger: options.ledger)
        demands = KeyDemands(pins: options.pins, knownHosts: options.knownHosts)
        probe = try Self.probe(options)
    }

    /// The same trust, policy and engines, and what they remember, with another way to connect.
    public func connecting(by connection: ConnectionOptions) throws(InputProblem) -> Verifier {
        var other = self
        other.options.connection = connection
        other.probe = try Self.probe(other.options)
        return other
    }

    private static func probe(_ options: VerifierOptions) throws(InputProblem) -> HandshakeProbe {
        (options.threads ?? .shared).probe(try options.connection.configuration(), now: options.clock)
    }

    /// Connects to a server and judges what it presents.
    ///
    /// Ends by the deadlines of `ConnectionOptions.limits`, judging included, and at once when the task is cancelled.
    /// An engine that has not answered by then is `undecided`.
    /// - Parameter target: `host`, `host:port`, `[v6]:port`, a URL, `host{ip}`, or `ip,host,tag,port`.
    /// - Returns: a report in any case; what is no target is `Outcome.unusable`.
    public func verify(_ target: String) async -> Report {
        do throws(InputProblem) { return await verify(try options.connection.target(target)) } catch {
            return Report(target: target, outcome: .unusable(error), triedAt: options.clock())
        }
    }

    /// Connects to a server and judges what it presents.
    ///
    /// - Parameters:
    ///   - target: where to connect, and who is expected there.
    ///   - labEntry: turns what came of it into a server of the lab; nil for any other server.
    public func verify(
        _ target: Target, labEntry: (@Sendable (Outcome) -> LabEntry)? = nil
    ) async -> Report {
        let triedAt = options.clock()
        let deadline = NIODeadline.now() + options.connection.limits.overall
        let outcome: Outcome
        do throws(ProbeFailure) {
            let (observation, failure) = try await presented(by: target)
            var judgement = await judge(observation, for: options.identity ?? target.identity, until: deadline)
            judgement.handshakeFindings = HandshakeUsage.findings(
                observation.tls, judgement.facts[observation.chain.leaf], isBrokenOff: failure?.code == .keyUsage)
            if failure?.code != .keyUsage { judgement.handshakeFailure = failure }
            outcome = .judged(await demanded(of: judgement, target, seenAt: observation.observedAt, until: deadline))
        } catch {
            outcome = .failed(error)
        }
        return Report(target: target.text, outcome: outcome, labEntry: labEntry?(outcome), triedAt: triedAt)
    }

    /// What a server presents, also where the handshake did not complete after that: it is never an acceptance then.
    private func presented(by target: Target) async throws(ProbeFailure) -> (Observation, ProbeFailure?) {
        do throws(ProbeFailure) { return (try await probe.observe(target), nil) } catch {
            var failure = error
            failure.hasClientCertificate = options.connection.clientCertificate != nil
            guard let observation = failure.observation else { throw failure }
            return (observation, failure)
        }
    }

    /// Judges on a thread of its own. An engine that has not answered by the deadline is undecided.
    private func judge(
        _ observation: Observation, for identity: ReferenceIdentity, until deadline: NIODeadline
    ) async -> Judgement {
        let draft = examiner.draft(observation.chain, for: identity, at: instant, observation: observation)
        // In steps of usual chains, which are served as they come.
        let weight = observation.chain.octets / 16_384
        let time = "the target's time of \(options.connection.timeout)"
        return switch await threads.judges.run(until: deadline, weight: weight, { draft.complete() }) {
        case .finished, .late: draft.judgement(without: "no answer within \(time)")
        case .neverBegun:
            draft.judgement(
                without: "no thread was free within \(time); \(threads.givenUp) have not come back from a library")
        case .cancelled: draft.judgement(without: "the caller cancelled")
        }
    }

    /// What the caller demands of the key; the file of known hosts may be waited for until the deadline.
    private func demanded(
        of judgement: Judgement, _ target: Target, seenAt: Instant, until deadline: NIODeadline
    ) async -> Judgement {
        let demands = demands
        @Sendable func applied() -> Judgement {
            let patience = Duration.nanoseconds(max(0, (deadline - .now()).nanoseconds))
            return demands.applied(to: judgement, knownAs: KnownHost.name(of: target), now: seenAt, patience: patience)
        }
        if demands.knownHosts == nil { return applied() }
        let made = Mutex<Judgement?>(nil)
        _ = await threads.judges.run(until: deadline) { made.withLock { $0 = applied() } }
        if let made = made.withLock({ $0 }) { return made }
        // Nobody knows what the file says: that is told, and is no acceptance.
        return demands.unanswered(judgement, knownAs: KnownHost.name(of: target))
    }

    private var threads: ProbeThreads { options.threads ?? .shared }

    /// Judges a stored chain, offline, as if a server had presented it. Pins are looked at; known hosts are not,
    /// because nobody was dialled.
    ///
    /// - Parameters:
    ///   - chain: DER, leaf first.
    ///   - identity: whom the leaf must name; nil to judge the chain alone, which says of no server who it is.
    ///   - staple: the OCSP response that the server stapled, if it is known.
    ///   - name: what to call the chain in the report.
    public func check(
        _ chain: CertificateChain, for identity: ReferenceIdentity?, staple: StapledResponse = .unknown,
        name: String = "chain"
    ) -> Report {
        let instant = instant
        let judged = examiner.judge(chain, for: identity, at: instant, staple: staple)
        let demanded = demands.applied(to: judged, knownAs: nil, now: instant, patience: .zero)
        return Report(target: name, outcome: .judged(demanded), triedAt: instant)
    }

    /// Judges the chain of a PEM file, leaf first.
    ///
    /// - Parameters:
    ///   - file: the path; `-` is standard input.
    ///   - name: a host name, an address, `srv:_service.domain` or `uri:scheme:host`.
    /// - Throws: `InputProblem` if the file can't be read, or the name names nothing.
    public func check(file: String, for name: String) throws(InputProblem) -> Report {
        let identity: ReferenceIdentity
        do throws(ReferenceIdentityError) {
            identity = try ReferenceIdentity(parsing: name, asciiForm: InternationalNames.asciiForm)
        } catch {
            throw InputProblem(code: .usage, text: error.description)
        }
        return check(try ChainFile.read(file), for: identity, name: file)
    }

    /// Judges the chain of a file, as `check(_:for:staple:name:)` does.
    ///
    /// - Parameters:
    ///   - file: the path; `-` is standard input.
    ///   - untrusted: certificates that the server may have sent behind the chain.
    ///   - identity: whom the leaf must name; nil to judge the chain alone.
    ///   - staple: the OCSP response that the server stapled, if it is known.
    /// - Returns: a report in any case; a file that can't be used is `Outcome.unusable`.
    public func report(
        onFile file: String, untrusted: [CertificateDER] = [], for identity: ReferenceIdentity?,
        staple: StapledResponse = .unknown
    ) -> Report {
        do throws(InputProblem) {
            let chain = try ChainFile.read(file, with: untrusted)
            return check(chain, for: identity, staple: staple, name: file)
        } catch {
            return Report(target: file, outcome: .unusable(error), triedAt: instant)
        }
    }

    /// The one moment at which a question is judged.
    private var instant: Instant { options.time.instant(by: options.clock) }
}
