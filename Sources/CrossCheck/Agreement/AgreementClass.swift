/// How the verdicts of the engines relate; the least serious first.
///
/// This is the one place that says which differences are explained (`isExplained`): the exit code 7 hangs on it.
public enum AgreementClass: String, CaseIterable, Hashable, Sendable {
    /// Within the scope that both judge, the engines say the same.
    case agree
    /// There is nothing to compare: an engine could not judge, or both refuse and one may not have got as far as the
    /// other.
    case outOfScope = "out_of_scope"
    /// They differ in a way that the ledger holds.
    case knownDifference = "known_difference"
    /// They differ about the name, and the policy asked for a loosening that the refusing engine can't be told.
    case namePolicy = "name_policy"
    /// They differ about a certificate that the accepting engine's path does not use; or they accept a path that one of
    /// them does not find in the chain as presented.
    case pathBuilding = "path_building"
    /// They differ about a validity period because one of them judged at another instant than the question's.
    case time
    /// They differ about trust because the accepting engine's path ends in an anchor that the question does not hold.
    case trustInput = "trust_input"
    /// They differ, and nobody knows why: a bug candidate in somebody's code.
    case unexplained

    /// Whether the reason for the difference is known and is no fault of the comparison.
    ///
    /// `time` and `trustInput` have a known cause, and yet count as unexplained: they mean that the engines were not
    /// asked the same question, which is a fault in this package or its caller, not a fact about the server.
    public var isExplained: Bool {
        switch self {
        case .agree, .outOfScope, .knownDifference, .namePolicy, .pathBuilding: true
        case .time, .trustInput, .unexplained: false
        }
    }

    /// 0 for `agree`, higher for what needs more attention.
    var seriousness: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }

    /// Whether asking the engines about the accepted path alone can tell more.
    var dependsOnPaths: Bool { self == .pathBuilding || self == .unexplained }
}
