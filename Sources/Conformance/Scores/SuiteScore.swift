/// How an engine's answers to a suite compare with what the suite expects.
public struct SuiteScore: Hashable, Sendable {
    /// Cases that were put to the engine.
    public private(set) var evaluated = 0
    /// Cases with the expected answer.
    public private(set) var matching = 0
    /// Accepted, and must be refused.
    public private(set) var falseAccepts = 0
    /// Refused, and must be accepted.
    public private(set) var falseRejects = 0
    /// Cases that were not put to the engine.
    public private(set) var skipped = 0

    /// An empty score.
    public init() {}

    /// Takes counts that others made.
    public init(evaluated: Int, falseAccepts: Int, falseRejects: Int, skipped: Int) {
        self.evaluated = evaluated
        self.falseAccepts = falseAccepts
        self.falseRejects = falseRejects
        self.skipped = skipped
        matching = evaluated - falseAccepts - falseRejects
    }

    /// Counts a case: the engine's answer, nil if it was not asked, beside what the suite expects, nil if that can't be
    /// read.
    public mutating func count(isAccepted: Bool?, isAcceptanceExpected: Bool?) {
        guard let isAccepted, let isAcceptanceExpected else {
            skipped += 1
            return
        }
        evaluated += 1
        switch (isAccepted, isAcceptanceExpected) {
        case (true, false): falseAccepts += 1
        case (false, true): falseRejects += 1
        default: matching += 1
        }
    }

    /// Adds the counts of another score.
    public static func += (sum: inout SuiteScore, other: SuiteScore) {
        sum.evaluated += other.evaluated
        sum.matching += other.matching
        sum.falseAccepts += other.falseAccepts
        sum.falseRejects += other.falseRejects
        sum.skipped += other.skipped
    }
}
