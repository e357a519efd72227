import RootPrograms
import ServerIdentity
import TrustAnchors
import VerdictReport

/// What would get lost if a file of roots were replaced.
struct ReplacedRoots {
    let purpose: RootPurpose
    let levels: Set<TrustLevel>
    /// What is expired then is no loss.
    let instant: Instant

    /// A fifth. Mozilla takes out 5 to 15 % in a year; a list that is cut short, or another one by mistake, lacks more.
    private static let tolerated = (roots: 1, of: 5)

    /// - Throws: `InputProblem` if too many of the bundle's roots are not among the new ones, or it can't be read.
    func checkBundle(_ path: String, against chosen: [ListedRoot]) throws(InputProblem) {
        guard let octets = try octets(path) else { return }
        let bundle = PEMBundle(octets)
        if bundle.certificates.isEmpty || !bundle.problems.isEmpty {
            let reason = bundle.problems.first.map { "\($0)" } ?? "there is no certificate in it"
            throw refusal(path, "it is there, and can't be read as a PEM bundle (\(reason))")
        }
        try check(path, Set(bundle.certificates.map(\.der)), chosen)
    }

    /// - Throws: `InputProblem` if too many of the roots that the sidecar names for the purpose are not among the new ones, or it can't be read.
    func checkSidecar(_ path: String, against chosen: [ListedRoot]) throws(InputProblem) {
        guard let octets = try octets(path) else { return }
        let list: RootList
        do throws(SidecarProblem) { list = try RootList(sidecar: octets, decode: RootDecoder.decode) } catch {
            throw refusal(path, "it is there, and is no sidecar (\(error))")
        }
        try check(path, Set(list.selected(for: purpose, levels: levels).map(\.certificate.der)), chosen)
    }

    private func check(_ path: String, _ old: Set<CertificateDER>, _ chosen: [ListedRoot]) throws(InputProblem) {
        let lost = old.subtracting(chosen.map(\.certificate.der)).count { !isExpired($0) }
        if lost * Self.tolerated.of > old.count * Self.tolerated.roots {
            throw refusal(path, "\(lost) of its \(old.count) roots are not in the new list")
        }
    }

    private func isExpired(_ der: CertificateDER) -> Bool {
        guard case .success(let root) = RootDecoder.decode(der) else { return false }
        return root.facts.validity.notAfter < instant
    }

    /// Nil if there is nothing to lose: no file, an empty one, or a pipe.
    private func octets(_ path: String) throws(InputProblem) -> [UInt8]? {
        guard DiskFiles.isRegular(path) else { return nil }
        do throws(FileProblem) {
            let octets = try DiskFiles().read(path, limit: RootList.maximumSidecarLength)
            return octets.isEmpty ? nil : octets
        } catch {
            throw refusal(path, error.reason)
        }
    }

    private func refusal(_ path: String, _ reason: String) -> InputProblem {
        InputProblem(
            code: .cannotCreateOutput, text: "\(EscapedText(path)) is left as it is: \(reason); --force replaces it all the same")
    }
}
