import LocalFiles
public import RootPrograms
public import ServerIdentity

/// A program's root list, made into a PEM bundle for one purpose and a sidecar that holds the whole list.
public struct RootsImport: Sendable {
    /// The whole list.
    public let list: RootList
    /// What the bundle is for.
    public let purpose: RootPurpose
    /// The roots of the bundle: trusted for the purpose, and not expired.
    public let chosen: [ListedRoot]
    /// The roots that are left out of the bundle because they are expired.
    public let expired: [ListedRoot]

    /// Selects the roots.
    ///
    /// - Parameters:
    ///   - list: the program's list.
    ///   - purpose: what the roots are to be trusted for.
    ///   - levels: how they are trusted.
    ///   - instant: as of when roots are expired.
    /// - Throws: `InputProblem` if no root is left.
    public init(
        _ list: RootList, for purpose: RootPurpose = .server, levels: Set<TrustLevel> = [.trustedDelegator], at instant: Instant
    ) throws(InputProblem) {
        (self.list, self.purpose) = (list, purpose)
        let trusted = list.selected(for: purpose, levels: levels)
        chosen = trusted.filter { $0.certificate.facts.validity.notAfter >= instant }
        expired = trusted.filter { $0.certificate.facts.validity.notAfter < instant }
        if chosen.isEmpty {
            throw InputProblem(
                code: .inputUnreadable,
                text: "no root of \(EscapedText(list.source)) is valid and trusted for \(purpose.words) in the way asked for")
        }
    }

    /// Replaces the files, each as a whole.
    ///
    /// - Parameters:
    ///   - bundle: where to write the roots as PEM; nil for nowhere.
    ///   - sidecar: where to write the list with everything that it demands; nil for nowhere.
    ///   - force: whether files may be replaced that hold what would get lost (`ReplacedRoots`).
    /// - Throws: `InputProblem` if something would get lost, and then nothing is written, or if a file can't be
    ///   written.
    public func write(bundle: String?, sidecar: String?, force: Bool = false) throws(InputProblem) {
        if let bundle, let sidecar, DiskFiles.isSame(bundle, sidecar) {
            throw InputProblem(code: .usage, text: "--output and --sidecar are the same file")
        }
        if !force {
            if let bundle { try ReplacedRoots.checkBundle(bundle, against: chosen) }
            if let sidecar { try ReplacedRoots.checkSidecar(sidecar, against: list) }
        }
        do throws(FileProblem) {
            // The sidecar first: whoever reads both never has newer roots with older reasons.
            if let sidecar { try ReplacedFile.write(RootsSidecar(list).text, to: sidecar) }
            guard let bundle else { return }
            try ReplacedFile.write(list.pem(of: chosen, for: purpose, madeBy: "countersign \(Version.current)"), to: bundle)
        } catch {
            throw InputProblem(error)
        }
    }
}

extension RootsImport: CustomStringConvertible {
    /// The counts, in one sentence without a full stop.
    public var description: String {
        let dated = chosen.count { $0.distrustAfter(for: purpose) != nil }
        return "\(EscapedText(list.source)): \(chosen.count) roots for \(purpose.words), \(dated) of them with a distrust date, "
            + "\(expired.count) left out as expired; the whole list: \(list.roots.count) roots, "
            + "\(list.distrusted.count) distrusted, \(list.problems.count) problems"
    }
}
