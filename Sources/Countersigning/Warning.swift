public import CrossCheck
import ServerIdentity
public import TrustAnchors

/// Something that was left out or went wrong beside the verdict. Nothing is printed by this library: whoever calls it
/// shows these.
public enum Warning: Sendable, Hashable, CustomStringConvertible {
    /// A part of a trust source that gave no anchor.
    case anchorSkipped(SkippedBlock)
    /// libpsl finds no list of public suffixes: wildcards can't be judged by a policy that needs it.
    case noPublicSuffixes
    /// An entry of a ledger file that contradicts an earlier entry.
    case ledger(LedgerContradiction)
    /// The file of known hosts could not be used for a host, in one sentence.
    case knownHosts(String)
    /// Another process has held this lock for more than a second; it is being waited for.
    case waitingForLock(String)

    /// One sentence without a full stop, safe to print.
    public var description: String {
        switch self {
        case .anchorSkipped(let block): "not used as anchor: \(block)"
        case .noPublicSuffixes:
            "libpsl finds no list of public suffixes (Debian: package publicsuffix); --policy webpki can't judge wildcards"
        case .ledger(let contradiction): "\(contradiction)"
        case .knownHosts(let text): text
        case .waitingForLock(let path): "waiting for \(EscapedText(path)), which another process holds"
        }
    }
}
