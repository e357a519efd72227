public import LocalFiles
public import ServerIdentity

/// The anchors of a store, and what in it was left out.
public struct LoadedAnchors: Sendable {
    /// At least one anchor.
    public let anchors: TrustAnchorSet
    /// What was left out, in the order in which it was met; worth a warning each.
    public let skipped: [SkippedBlock]

    /// Takes anchors and what was left out beside them.
    public init(anchors: TrustAnchorSet, skipped: [SkippedBlock]) {
        self.anchors = anchors
        self.skipped = skipped
    }

    /// The same, if engines can be asked to keep as many.
    ///
    /// - Throws: `TrustStoreError.tooManyAnchors` beyond `TrustStore.maximumAnchors` or `maximumOctets`.
    public func withinLimit() throws(TrustStoreError) -> LoadedAnchors {
        let octets = anchors.anchors.reduce(0) { $0 + $1.certificate.octets.count }
        if anchors.anchors.count > TrustStore.maximumAnchors || octets > TrustStore.maximumOctets {
            throw .tooManyAnchors(source: anchors.source)
        }
        return self
    }
}

/// A part of a store that gives no anchor, and why.
public struct SkippedBlock: Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public let file: String
    /// The line, counted from 1; nil if it is about the whole file.
    public let line: Int?
    /// One clause, safe to print.
    public let reason: String

    /// Takes a place and a reason.
    public init(file: String, line: Int?, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    /// `roots.pem:12: the block is empty`.
    public var description: String {
        let place = line.map { "\(EscapedText(file)):\($0)" } ?? EscapedText(file).description
        return "\(place): \(reason)"
    }

    /// The same without the file, if that is the one that was named before: `line 12: the block is empty`.
    func description(after named: String?) -> String {
        if named != file { return description }
        return line.map { "line \($0): \(reason)" } ?? reason
    }
}

/// Why a store gives no anchor at all. An empty trust list is never an answer: it would turn every server into "unknown
/// issuer".
public enum TrustStoreError: Error, Hashable, Sendable {
    /// The file or directory can't be read.
    case unreadable(FileProblem)
    /// A directory was named where a file is expected.
    case isDirectory(path: String)
    /// Something else was named where a directory is expected.
    case notADirectory(path: String)
    /// It was read, and there is no usable certificate in it; the source is nil for a file that `skipped` names.
    case noUsableCertificate(source: String?, skipped: [SkippedBlock])
    /// None of the places where systems keep their store has one.
    case noSystemStore(skipped: [SkippedBlock])
    /// There are more certificates than `TrustStore.maximumAnchors`, or more octets than `TrustStore.maximumOctets`.
    case tooManyAnchors(source: String)
    /// No store was named.
    case nothingToCombine
}

extension TrustStoreError: CustomStringConvertible {
    /// One or two clauses: the file, and the first reasons.
    public var description: String { description(after: nil) }

    /// The same, where a file was named before.
    func description(after named: String?) -> String {
        switch self {
        case .unreadable(let problem): "can't read \(EscapedText(problem.path)): \(problem.reason)"
        case .isDirectory(let path): "\(EscapedText(path)) is a directory, not a file of certificates; --capath takes directories"
        case .notADirectory(let path): "\(EscapedText(path)) is not a directory; --cafile takes files"
        case .noUsableCertificate(let source, let skipped):
            "no usable certificate" + (source.map { " in \(EscapedText($0))" } ?? "") + Self.firstReasons(skipped, after: named)
        case .noSystemStore(let skipped): "no system trust store found" + Self.firstReasons(skipped, after: named)
        case .tooManyAnchors(let source):
            "\(EscapedText(source)) holds more than \(TrustStore.maximumAnchors) certificates or "
                + "\(TrustStore.maximumOctets / 1_048_576) MiB of them; name a store of roots alone"
        case .nothingToCombine: "no trust store was named"
        }
    }

    /// How many reasons a message names: the first ones usually explain the rest.
    private static let shownReasons = 3

    private static func firstReasons(_ skipped: [SkippedBlock], after named: String?) -> String {
        if skipped.isEmpty { return "" }
        var named = named
        var reasons: [String] = []
        for block in skipped.prefix(shownReasons) {
            reasons.append(block.description(after: named))
            named = block.file
        }
        let shown = reasons.joined(separator: "; ")
        return skipped.count > shownReasons ? ": \(shown); and \(skipped.count - shownReasons) more" : ": \(shown)"
    }
}
