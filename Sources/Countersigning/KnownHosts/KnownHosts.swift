import IndependentValidator
import LocalFiles
public import ServerIdentity

/// A file of the keys that hosts showed when they were first accepted (`--tofu`), as SSH keeps one.
///
/// It only adds a check. Q: May a host be trusted because its self-signed certificate is the one that was there the
/// first time? A: No. What the engines refuse stays refused, and is not recorded: a first connection through an
/// attacker would otherwise be trusted ever after. Whoever wants to trust such a certificate says so with `--cafile`,
/// and the file then guards it against change.
///
/// The key is compared, not the certificate: a renewal with the same key is no change.
public struct KnownHosts: Sendable {
    /// The file.
    public let path: String
    private let limit: Int
    /// What was read last, and of which file.
    private let latest = KnownHostMemory()
    private let onWait: @Sendable (Warning) -> Void

    /// 32 MiB: fifteen thousand hosts with ordinary certificates. What is larger is neither read nor written.
    public static let maximumLength = 32 * 1_024 * 1_024
    /// 100,000 lines; likewise.
    public static var maximumLines: Int { KnownHostLines.maximumLines }
    /// 16 KiB of DER, ten times an ordinary certificate: a larger one is not recorded with its key, since it is a
    /// server that chooses its length.
    public static let maximumCertificateLength = 16 * 1_024
    /// One second: a file that could not be had for so long is not waited for again.
    private static let telling = Duration.seconds(1)

    /// Reads the file, if it is there, so that a damaged one is known before the first connection.
    ///
    /// - Parameters:
    ///   - path: the file; it is made when the first host is recorded.
    ///   - limit: how many octets it may have.
    ///   - onWait: told once for each wait of more than a second for a lock that another process holds.
    /// - Throws: `InputProblem` if the file is there and is no regular file, can't be read or holds a bad line.
    public init(
        _ path: String, limit: Int = maximumLength, onWait: @escaping @Sendable (Warning) -> Void = { _ in }
    ) throws(InputProblem) {
        self.path = path
        self.limit = limit
        self.onWait = onWait
        if path == "-" {
            throw InputProblem(
                code: .usage, text: "--tofu: '-' is standard input, which keeps nothing; name a file, as ./- if it is called so")
        }
        switch DiskFiles().kind(of: path) {
        case .file, .missing: break
        case .directory, .pipe, .other:
            throw InputProblem(
                code: .inputUnreadable,
                text: "--tofu: \(EscapedText(path)) is no regular file; give the name of a file, which is made if it is not there")
        }
        _ = try lines()
    }

    /// What is told where there was no time to look.
    func unanswered(for name: String) -> FirstUse {
        FirstUse(
            host: name, file: shownPath, outcome: .failed, entry: nil,
            problem: "--tofu: \(shownPath) could not be had within the target's time")
    }

    /// As `lookUp`; what goes wrong is the outcome `failed`, with its reason.
    func use(
        of name: String, isAccepted: Bool, leaf: CertificateDER, pin: PublicKeyPin, now: Instant, patience: Duration
    ) -> FirstUse {
        do throws(InputProblem) {
            return try lookUp(name, isAccepted: isAccepted, leaf: leaf, pin: pin, now: now, patience: patience)
        } catch {
            // Who had no time to wait has learned nothing about the file.
            if patience >= Self.telling { latest.noteFailure() }
            return FirstUse(
                host: name, file: shownPath, outcome: .failed, entry: nil, problem: error.text,
                isUnwritable: error.code == .cannotCreateOutput)
        }
    }

    /// Looks a host up, and records it if it is not known.
    ///
    /// - Parameters:
    ///   - isAccepted: whether everything else about the host is accepted.
    ///   - leaf: what the host showed.
    ///   - now: when.
    ///   - patience: how long the lock may be waited for.
    /// - Returns: what is known, or what became of it; `.full` where the file would become larger than what is read.
    func lookUp(
        _ name: String, isAccepted: Bool, leaf: CertificateDER, pin: PublicKeyPin, now: Instant,
        patience: Duration = FileLock.patience
    ) throws(InputProblem) -> FirstUse {
        // A file that is replaced as a whole can be read without the lock; what is in it stays true.
        if let use = try lookUp(name, pin, in: lines()) { return use }
        guard isAccepted else { return FirstUse(host: name, file: shownPath, outcome: .unrecorded, entry: nil) }
        let recorded: Result<FirstUse, InputProblem>
        do throws(FileProblem) {
            recorded = try FileLock.holding(
                path, patience: min(patience, latest.patience), onWait: { onWait(.waitingForLock($0)) }
            ) {
                do throws(InputProblem) { return .success(try record(name, leaf, pin, now)) } catch { return .failure(error) }
            }
        } catch {
            throw InputProblem(error)
        }
        latest.noteSuccess()
        return try recorded.get()
    }

    /// Records a host, while the lock is held.
    private func record(
        _ name: String, _ leaf: CertificateDER, _ pin: PublicKeyPin, _ now: Instant
    ) throws(InputProblem) -> FirstUse {
        var lines = try lines()
        // Somebody else may have recorded it while this process waited.
        if let use = lookUp(name, pin, in: lines) { return use }
        let certificate = leaf.octets.count <= Self.maximumCertificateLength ? leaf : nil
        let place = lines.add(KnownHost(name: name, pin: pin, firstSeen: now, certificate: certificate))
        let isTooLong = lines.count > Self.maximumLines
        if isTooLong || lines.text.utf8.count > limit {
            let passed = isTooLong ? "\(Self.maximumLines) lines" : "\(limit) octets"
            let remark = "--tofu: \(EscapedText(name)) is not recorded: \(shownPath) would exceed the limit of \(passed)"
            return FirstUse(host: name, file: shownPath, outcome: .full, entry: nil, remark: remark)
        }
        do throws(FileProblem) { try ReplacedFile.write(lines.text, to: path, new: .ownerOnly) } catch { throw InputProblem(error) }
        latest.keep(lines, of: path)
        return FirstUse(host: name, file: shownPath, outcome: .recorded, entry: Self.entry(place))
    }

    private var shownPath: String { EscapedText(path).description }

    private func lookUp(_ name: String, _ pin: PublicKeyPin, in lines: KnownHostLines) -> FirstUse? {
        let entries = lines.entries(of: name)
        if let same = entries.first(where: { $0.host.pin == pin }) {
            return FirstUse(host: name, file: shownPath, outcome: .known, entry: Self.entry(same))
        }
        // Of several, the latest is the one that the host showed last.
        guard let other = entries.last else { return nil }
        return FirstUse(host: name, file: shownPath, outcome: .changed, entry: Self.entry(other))
    }

    private static func entry(_ place: KnownHostLines.Place) -> FirstUse.Entry {
        let facts = place.host.certificate.flatMap { try? DecodedCertificate($0).facts }
        return FirstUse.Entry(line: place.line, pin: place.host.pin, firstSeen: place.host.firstSeen, facts: facts)
    }

    private func lines() throws(InputProblem) -> KnownHostLines {
        let files = DiskFiles()
        if files.kind(of: path) == .missing { return KnownHostLines() }
        // Looked at before it is read: if it changes in between, the next look finds another file.
        let stamp = FileStamp(of: path)
        if let stamp, let lines = latest.lines(of: stamp) { return lines }
        let octets: [UInt8]
        do throws(FileProblem) { octets = try files.read(path, limit: limit) } catch {
            throw InputProblem(error, option: "--tofu")
        }
        guard let text = String(validating: octets, as: UTF8.self) else {
            throw InputProblem(code: .inputUnreadable, text: "--tofu: \(shownPath) is not UTF-8")
        }
        do throws(KnownHostLines.Problem) {
            let lines = try KnownHostLines(text)
            if let stamp { latest.keep(lines, of: stamp) }
            return lines
        } catch {
            throw Self.problem(error, in: "--tofu: \(shownPath)")
        }
    }
}

extension KnownHosts {
    private static func problem(_ problem: KnownHostLines.Problem, in name: String) -> InputProblem {
        InputProblem(code: .inputUnreadable, text: "\(name):\(problem.line): \(problem.reason)")
    }

    /// One entry of such a file.
    public struct Entry: Hashable, Sendable {
        /// The number of its line, from 1.
        public let line: Int
        /// `host:port`, in the form by which a target is found.
        public let host: String
        /// The key that it showed first.
        public let pin: PublicKeyPin
    }

    /// Reads a text as a file of known hosts is read.
    ///
    /// - Returns: the entries in the order of their lines.
    /// - Throws: `InputProblem` that names the first line which is neither an entry nor a comment.
    public static func entries(of text: String, name: String = "known hosts") throws(InputProblem) -> [Entry] {
        do throws(KnownHostLines.Problem) { return try KnownHostLines(text).entries } catch {
            throw problem(error, in: name)
        }
    }
}
