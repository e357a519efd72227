import Countersigning
import CrossCheck
import ServerIdentity

/// The next step for each reason: who should do what. One sentence or two, about the server's administrator, the
/// client's caller or the CA.
enum Advice {
    /// The advice for a finding of a judgement, where a known difference between engines may say more than the finding.
    static func text(for finding: Finding, in judgement: Judgement) -> String {
        if finding.id.scope == .name, judgement.examination.agreement.ledgerID == "partial-wildcard" {
            return
                """
                Server: get a certificate with the host's own name, or with '*' as the whole left-most label; partial \
                wildcards no longer count.
                """
        }
        if finding.id.category == .identity, judgement.leadingCA != nil {
            return
                """
                Server: put the server's own certificate first, each one followed by the one that issued it, in the \
                file and in what the server sends.
                """
        }
        if finding.cause == .keyChanged, let use = judgement.keyDemand.firstUse, use.outcome == .changed {
            return
                "Client: ask the server's administrator, by another way, whether the key was changed; if so, take line \(use.entry?.line ?? 0) out of \(use.file), and if not, treat the connection as intercepted."
        }
        return inLibraryAlone(finding, judgement) ?? text(for: finding, AdviceCircumstances(finding, judgement))
    }

    /// Where a library refuses what the validator finds in order.
    private static func inLibraryAlone(_ finding: Finding, _ judgement: Judgement) -> String? {
        guard judgement.yardstickAccepts else { return nil }
        if finding.id == .unknownIssuer {
            return
                """
                CA: the issuer is there, and a library does not take it for that; write the issuer's name and key \
                identifier in what you issue as they stand in the CA's own certificate. Server: ask for a new one.
                """
        }
        if judgement.examination.agreement.ledgerID == "name-constraint-on-common-name" {
            return
                """
                Server: get a certificate without a common name, or with one that the CA may issue for; libraries hold \
                it to the name constraints too.
                """
        }
        return nil
    }

    static func text(for finding: Finding, _ circumstances: AdviceCircumstances) -> String {
        switch finding.id {
        case .expired, .notYetValid: time(finding, circumstances)
        case .nameMismatch, .noUsableName: name(finding, circumstances.asked)
        case .unknownIssuer: unknownIssuer(finding, circumstances)
        case .selfSigned, .notACA, .pathLengthExceeded, .nameConstraintViolation, .policyConstraintViolation, .purposeMismatch,
            .keyUsageViolation, .badSignature, .distrustedByRootProgram, .pathBudgetExceeded:
            path(finding, circumstances)
        case .weakSignature, .weakKey, .unknownCriticalExtension, .malformedCertificate, .profileViolation, .pinMismatch:
            form(finding, circumstances)
        case .revoked, .revocationUnavailable, .stapleMissing, .stapleInvalid: revocation(finding, circumstances)
        }
    }

    static func text(for problem: InputProblem) -> String {
        switch problem.code {
        case .usage: "Correct the argument or line; countersign --help shows the forms."
        case .inputUnreadable: "Check the path, the permissions and the contents of the file."
        case .internalError: "This is a fault of the program: please report it with this line."
        case .cannotCreateOutput: "Check the directory, the permissions and the space left."
        case .inputOutput: "Check the device or the reading end of the pipe, and run again."
        }
    }

    static let disagreement =
        """
        Client: trust no verdict yet. Keep the record (--json) and report it: one of the engines is wrong, and the ledger does \
        not know which.
        """
    static let undecided = "Client: look at the engine's reason; a verdict that one engine could not confirm is not countersigned."
}
