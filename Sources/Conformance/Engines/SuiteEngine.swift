import Countersigning
import CrossCheck
import GnuTLSEngine
public import ServerIdentity

/// Who answers a suite's questions: one engine, or several that must all accept.
public enum SuiteEngineName: String, CaseIterable, Sendable {
    /// GnuTLS on the chain as presented: what a program that uses GnuTLS would say.
    case gnutls
    /// GnuTLS on the paths that can be made of what was presented.
    case gnutlsPaths = "gnutls-paths"
    /// The Swift validator.
    case swift
    #if OpenSSL
    /// OpenSSL.
    case openssl
    #endif
    /// The engines that decide, as `verify` asks them: what its exit code 0 means.
    case countersigned

    /// Makes the engines: once for each thread, so that no engine waits for another thread to load its anchors.
    public func make() -> SuiteEngine {
        switch self {
        case .gnutls:
            SuiteEngine(name: rawValue, engines: [GnuTLSEngine(packageVersion: PackageVersion.ofGnuTLS(), paths: .presented)])
        case .gnutlsPaths: SuiteEngine(name: rawValue, remark: "candidate paths", engines: [EngineName.gnutls.chainEngine()])
        case .swift: SuiteEngine(name: rawValue, engines: [EngineName.swift.chainEngine()])
        #if OpenSSL
        case .openssl: SuiteEngine(name: rawValue, engines: [EngineName.openssl.chainEngine()])
        #endif
        case .countersigned: SuiteEngine(name: rawValue, engines: [EngineName.gnutls, .swift].map { $0.chainEngine() })
        }
    }
}

/// The engines behind one name. The first that does not accept gives the reason.
public struct SuiteEngine: Sendable {
    private let name: String
    private let remark: String?
    private let engines: [any ChainEngine]

    /// Takes engines that must all accept; none at all accept nothing.
    ///
    /// - Parameters:
    ///   - name: what results call them.
    ///   - remark: how the engine is asked, where there are several ways.
    ///   - engines: in the order in which they are asked.
    public init(name: String, remark: String? = nil, engines: [any ChainEngine]) {
        self.name = name
        self.remark = remark
        self.engines = engines
    }

    /// The name and the version: of the only engine, or of this program where there are several.
    public var label: String {
        guard let engine = engines.first, engines.count == 1 else { return "\(name)-\(Version.current)" }
        return "\(name)-\(engine.identity.packageVersion ?? engine.identity.version)"
    }

    /// Name and version, as a table shows them.
    public var title: String {
        let titles = engines.map { Self.title(of: $0.identity) }
        if titles.count == 1 { return titles[0] + (remark.map { ", \($0)" } ?? "") }
        return "Countersigned: \(titles.joined(separator: " and "))"
    }

    private static func title(of engine: EngineIdentity) -> String {
        switch engine.id {
        case "gnutls": "GnuTLS \(engine.packageVersion ?? engine.version)"
        case "swift": "Swift validator \(engine.version)"
        case "openssl": "OpenSSL \(engine.version)"
        default: "\(engine.id) \(engine.version)"
        }
    }

    /// What the engines say of a case.
    public func outcome(of suiteCase: SuiteCase) -> SuiteOutcome {
        switch suiteCase.task {
        case .ask(let question): answer(question)
        case .refuse(let reason): .refused(context: reason)
        case .skip(let reason): .skipped(context: reason)
        case .unusable(let reason): .unusable(context: reason)
        }
    }

    private func answer(_ question: SuiteQuestion) -> SuiteOutcome {
        if engines.isEmpty { return .refused(context: "undecided: there is no engine") }
        var answers: [EngineAnswer] = []
        for engine in engines {
            let judged = engine.judge(question.subject, at: question.instant)
            let answer = question.identity.map(judged.answer(for:)) ?? judged.answerWithoutName()
            if let reason = Self.reason(answer.verdict) {
                return .refused(context: engines.count == 1 ? reason : "\(engine.identity.id): \(reason)")
            }
            answers.append(answer)
        }
        let unjudged = UnjudgedAspects.findings(question.subject, answers)
        return unjudged.isEmpty ? .accepted : .refused(context: Self.reason(unjudged))
    }

    /// The first finding; an engine that could not judge did not accept. Nil for an acceptance.
    private static func reason(_ verdict: Verdict) -> String? {
        switch verdict {
        case .accepted: return nil
        case .undecided(let reason): return "undecided: \(reason)"
        case .refused(let findings): return reason(findings)
        }
    }

    private static func reason(_ findings: [Finding]) -> String {
        guard let finding = findings.first else { return "refused without a reason" }
        let place = finding.depth.map { " (certificate \($0))" } ?? ""
        return "\(finding.id.rawValue)\(place): \(finding.evidence)"
    }
}
