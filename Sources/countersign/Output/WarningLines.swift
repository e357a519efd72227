import Countersigning
import RootPrograms
import ServerIdentity
import TrustAnchors

/// Warnings of the library on standard error.
enum WarningLines {
    /// Parts of stores: the first ones are named, the rest is counted by reason. Others are named each.
    static func show(_ warnings: [Warning]) {
        var skipped: [SkippedBlock] = []
        for warning in warnings {
            switch warning {
            case .anchorSkipped(let block): skipped.append(block)
            case .noPublicSuffixes, .ledger: StandardError.write("countersign: warning: \(warning)\n")
            case .knownHosts, .waitingForLock: StandardError.write("countersign: \(warning)\n")
            }
        }
        SkippedBlocks.show(skipped, as: "not used as anchor")
    }
}

extension LoadedRootList {
    /// The list, after what of it could not be used was named on standard error. A sidecar's problems are those of the list that
    /// it was made of, and were told then.
    func listAfterWarnings() -> RootList {
        SkippedBlocks.show(skipped, as: "not read as a root")
        if form == .certdata { ListProblems.show(list) }
        return list
    }
}
