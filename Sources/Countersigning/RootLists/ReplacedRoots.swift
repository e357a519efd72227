import IndependentValidator
import LocalFiles
public import RootPrograms
import ServerIdentity
import TrustAnchors

/// What would get lost if a file of roots were replaced. A root that left because it is expired counts as any other: by
/// a clock that is wrong, all are.
public enum ReplacedRoots {
    /// A fifth. Mozilla takes out 5 to 15 % in a year; a list that is cut short, or another one by mistake, lacks more.
    private static let tolerated = (roots: 1, of: 5)

    /// Looks at a PEM bundle that is to be replaced.
    ///
    /// - Throws: `InputProblem` if too many of the bundle's roots are not among the new ones, or it can't be read.
    public static func checkBundle(_ path: String, against chosen: [ListedRoot]) throws(InputProblem) {
        guard let octets = try octets(path) else { return }
        let bundle = PEMBundle(octets)
        if bundle.certificates.isEmpty || !bundle.problems.isEmpty {
            let reason = bundle.problems.first.map { "\($0)" } ?? "there is no certificate in it"
            throw refusal(path, "it is there, and can't be read as a PEM bundle (\(reason))")
        }
        try check(path, Set(bundle.certificates.map(\.der)), chosen, "roots")
    }

    /// Looks at a sidecar that is to be replaced, whatever the import selects: the sidecar holds the whole list.
    ///
    /// - Throws: `InputProblem` if for any purpose too many of the sidecar's roots are not in the new list, something
    ///   is not distrusted any more, or a root that is kept has no date any more; or if the sidecar can't be read.
    public static func checkSidecar(_ path: String, against new: RootList) throws(InputProblem) {
        guard let octets = try octets(path) else { return }
        let old: RootList
        do throws(SidecarProblem) { old = try RootList(sidecar: octets, decode: DescribedCertificate.init(decoding:)) } catch {
            throw refusal(path, "it is there, and is no sidecar (\(error))")
        }
        for purpose in RootPurpose.allCases {
            let (before, after) = (trusted(old, for: purpose), trusted(new, for: purpose))
            try check(path, Set(before.map(\.certificate.der)), after, "roots for \(purpose.words)")
            try checkDates(path, before, after, purpose)
            try checkDistrust(path, old.distrusted(for: purpose), new.distrusted(for: purpose), purpose)
        }
    }

    private static func trusted(_ list: RootList, for purpose: RootPurpose) -> [ListedRoot] {
        list.selected(for: purpose, levels: Set(TrustLevel.allCases.filter(\.isTrust)))
    }

    private static func checkDates(
        _ path: String, _ old: [ListedRoot], _ new: [ListedRoot], _ purpose: RootPurpose
    ) throws(InputProblem) {
        let undated = Set(new.filter { $0.distrustAfter(for: purpose) == nil }.map(\.sha256))
        let lost = old.filter { $0.distrustAfter(for: purpose) != nil && undated.contains($0.sha256) }
        guard let first = lost.first else { return }
        throw refusal(
            path,
            "\(lost.count) of its roots have no date any more after which new certificates for \(purpose.words) are distrusted (\(first.shownLabel))"
        )
    }

    /// Expired or not: an entry is about every certificate of its issuer and serial number.
    private static func checkDistrust(
        _ path: String, _ old: [DistrustedCertificate], _ new: [DistrustedCertificate], _ purpose: RootPurpose
    ) throws(InputProblem) {
        let kept = Set(new.map(\.number))
        let lost = old.filter { !kept.contains($0.number) }
        guard let first = lost.first else { return }
        throw refusal(
            path, "nothing distrusts \(lost.count) of its distrusted entries for \(purpose.words) any more (\(first.label))")
    }

    private static func check(
        _ path: String, _ old: Set<CertificateDER>, _ chosen: [ListedRoot], _ words: String
    ) throws(InputProblem) {
        let lost = old.subtracting(chosen.map(\.certificate.der)).count
        if lost * tolerated.of > old.count * tolerated.roots {
            throw refusal(path, "\(lost) of its \(old.count) \(words) are not in the new list")
        }
    }

    /// Nil if there is nothing to lose: no file, an empty one, or a pipe.
    private static func octets(_ path: String) throws(InputProblem) -> [UInt8]? {
        guard DiskFiles.isRegular(path) else { return nil }
        do throws(FileProblem) {
            let octets = try DiskFiles().read(path, limit: PEMBundle.maximumLength)
            return octets.isEmpty ? nil : octets
        } catch {
            throw refusal(path, error.reason)
        }
    }

    private static func refusal(_ path: String, _ reason: String) -> InputProblem {
        InputProblem(
            code: .cannotCreateOutput, text: "\(EscapedText(path)) is left as it is: \(reason); --force replaces it all the same")
    }
}
