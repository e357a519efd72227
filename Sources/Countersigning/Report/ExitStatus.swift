import CrossCheck
import Glibc
package import ServerIdentity

/// The exit code of the command.
///
/// Within one target: an unexplained disagreement, then revoked, identity, trust, time, anything else, over the
/// findings of every engine that refused and of the caller's own demands. An undecided engine never lets the code be 0:
/// where nobody refuses, it is `refusedOtherwise`.
public struct ExitStatus: RawRepresentable, Hashable, Sendable {
    /// The number handed to the operating system.
    public let rawValue: Int32

    /// Takes a number as it is.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Every engine asked accepted.
    public static let countersigned = ExitStatus(rawValue: 0)
    /// Name or address does not match.
    public static let refusedIdentity = ExitStatus(rawValue: 2)
    /// The path to a trust anchor does not hold.
    public static let refusedTrust = ExitStatus(rawValue: 3)
    /// Expired or not yet valid.
    public static let refusedTime = ExitStatus(rawValue: 4)
    /// Revoked, or revocation was required and is missing.
    public static let refusedRevocation = ExitStatus(rawValue: 5)
    /// Anything else: malformed, weak, profile, pin, or an engine that could not judge.
    public static let refusedOtherwise = ExitStatus(rawValue: 6)
    /// The engines disagree and the ledger does not explain it.
    public static let disagreement = ExitStatus(rawValue: 7)
    /// The server was reached, and no TLS session came about; what it presented, if anything, nobody refuses.
    public static let noSession = ExitStatus(rawValue: 8)
    /// The server was not reached.
    public static let unreachable = ExitStatus(rawValue: 9)
    /// EX_USAGE: an argument or a line names no target.
    public static let usage = ExitStatus(rawValue: 64)
    /// EX_NOINPUT: an input can't be read or holds nothing usable.
    public static let inputUnreadable = ExitStatus(rawValue: 66)
    /// EX_SOFTWARE: a fault of the program itself.
    public static let internalError = ExitStatus(rawValue: 70)
    /// EX_CANTCREAT: an output can't be created.
    public static let cannotCreateOutput = ExitStatus(rawValue: 73)
    /// EX_IOERR: reading or writing broke off.
    public static let inputOutput = ExitStatus(rawValue: 74)

    /// The code for one target.
    public init(of outcome: Outcome) {
        switch outcome {
        case .judged(let judgement): self = Self.status(of: judgement)
        case .failed(let failure): self = failure.isReached ? .noSession : .unreachable
        case .unusable(let problem): self = Self.status(of: problem.code)
        }
    }

    /// The code for a run over several targets: the first of `bySeriousness` that occurs.
    ///
    /// A run of no target at all verified nothing and is `usage`, never 0. A code that is not listed wins over all.
    public static func mostSerious(_ statuses: some Sequence<ExitStatus>) -> ExitStatus {
        statuses.min { $0.place < $1.place } ?? .usage
    }

    /// All codes, the most serious first: a fault of this program, then the refusals (a script that waits for a wrong
    /// identity must not miss it because another line was misspelt), then unusable input, then servers without an
    /// answer.
    public static let bySeriousness: [ExitStatus] = [
        .internalError, .inputOutput, .cannotCreateOutput, .disagreement, .refusedRevocation, .refusedIdentity, .refusedTrust,
        .refusedTime, .refusedOtherwise, .inputUnreadable, .usage, .noSession, .unreachable, .countersigned,
    ]

    private var place: Int { Self.bySeriousness.firstIndex(of: self) ?? -1 }

    private static func status(of judgement: Judgement) -> ExitStatus {
        switch judgement.conclusion {
        // Accepted, but the next time any key will do: a script that counts on the record must not miss it.
        case .countersigned:
            let use = judgement.keyDemand.firstUse
            return switch use?.outcome {
            case .full: .cannotCreateOutput
            case .failed: use?.isUnwritable == true ? .cannotCreateOutput : .inputOutput
            case .recorded, .known, .changed, .unrecorded, nil: .countersigned
            }
        case .disagreement: return .disagreement
        case .undecided: return judgement.handshakeFailure == nil ? .refusedOtherwise : .noSession
        case .refused:
            let refusals = judgement.examination.answers.flatMap(\.verdict.findings) + judgement.demandedFindings
            let found = Set(refusals.map(\.id.category))
            let category = FindingID.Category.bySeriousness.first { found.contains($0) } ?? .other
            return category.exitStatus
        }
    }

    private static func status(of code: InputProblem.Code) -> ExitStatus {
        switch code {
        case .usage: .usage
        case .inputUnreadable: .inputUnreadable
        case .internalError: .internalError
        case .cannotCreateOutput: .cannotCreateOutput
        case .inputOutput: .inputOutput
        }
    }
}

extension ExitStatus {
    /// Ends this process with the code, for programs that are asked by scripts: 0 says "countersigned", and nothing
    /// else does.
    public func exit() -> Never { Glibc.exit(rawValue) }
}

extension InputProblem {
    /// The code of a run that could not begin for it.
    public var exitStatus: ExitStatus { ExitStatus(of: .unusable(self)) }
}

extension ExitStatus: CustomStringConvertible {
    /// The number.
    public var description: String { "\(rawValue)" }
}

extension FindingID.Category {
    /// The order in which several findings decide the exit code of one target.
    package static let bySeriousness: [FindingID.Category] = [.revocation, .identity, .trust, .time, .other]

    package var exitStatus: ExitStatus {
        switch self {
        case .identity: .refusedIdentity
        case .trust: .refusedTrust
        case .time: .refusedTime
        case .revocation: .refusedRevocation
        case .other: .refusedOtherwise
        }
    }

    /// 0 for the category that decides first.
    package var place: Int { Self.bySeriousness.firstIndex(of: self) ?? Self.bySeriousness.count }
}
