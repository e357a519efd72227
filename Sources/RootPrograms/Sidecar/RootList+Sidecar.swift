import Crypto
import Foundation
import LocalFiles
public import ServerIdentity

extension RootList {
    /// The version of the sidecar's form that is read and written.
    public static let sidecarVersion = 1
    /// 16 MiB: 4,096 roots, as many as a store may have. The sidecar of Mozilla's list has 0.4.
    public static let maximumSidecarLength = 16 * 1_024 * 1_024
    /// As many entries as a certdata.txt may have objects (`CertdataLimits`), two for each root, and as many values as
    /// they can hold.
    private static let sidecarBounds = JSONBounds(
        depth: 16, values: 524_288,
        elements: [
            "roots": CertdataLimits().objects / 2, "distrusted": CertdataLimits().objects,
            "problems": CertdataLimits().problems + 1,
        ])

    /// Reads a sidecar, the JSON that holds a list with everything that a PEM bundle can't say.
    ///
    /// Strict: every field must be there once and hold what it should, no other may be, and what is said of a
    /// certificate that matters for trust is checked against the certificate itself: SHA-256, issuer and serial number.
    /// Names, dates and keys are read from the certificates.
    ///
    /// - Parameters:
    ///   - sidecar: the octets of the file.
    ///   - decode: decodes a certificate.
    /// - Throws: `SidecarProblem` with the field.
    public init(sidecar: [UInt8], decode: RootDecoding) throws(SidecarProblem) {
        if sidecar.count > Self.maximumSidecarLength {
            throw SidecarProblem("", "the file has more octets than the limit of \(Self.maximumSidecarLength)")
        }
        if let excess = Self.sidecarBounds.excess(in: sidecar.span) { throw SidecarProblem(excess.field, excess.reason) }
        let file: SidecarFile
        do { file = try JSONDecoder().decode(SidecarFile.self, from: Data(sidecar)) } catch {
            throw SidecarProblem(decoding: error)
        }
        if let reason = MemberNames.problem(in: sidecar) { throw SidecarProblem("", reason) }
        guard file.schema_version == Self.sidecarVersion else {
            throw SidecarProblem("schema_version", "\(file.schema_version) is not \(Self.sidecarVersion)")
        }
        var roots: [ListedRoot] = []
        for (place, entry) in file.roots.enumerated() { roots.append(try entry.root("roots.\(place)", decode)) }
        if let twice = Self.firstDuplicate(roots.map(\.sha256)) {
            throw SidecarProblem("roots.\(twice)", "the certificate is there twice")
        }
        var distrusted: [DistrustedRoot] = []
        for (place, entry) in file.distrusted.enumerated() { distrusted.append(try entry.entry("distrusted.\(place)", decode)) }
        if let both = ContradictedRoots(roots, distrusted).lines.keys.min() {
            throw SidecarProblem("roots.\(both)", "the certificate is distrusted as well")
        }
        self.init(
            roots: roots, distrusted: distrusted, version: file.source.version, source: file.source.name,
            sourceSHA256: try Hexadecimal.octets(file.source.sha256, count: 32, "source.sha256"), knowledge: .known)
    }

    private static func firstDuplicate(_ digests: [[UInt8]]) -> Int? {
        var seen: Set<[UInt8]> = []
        return digests.firstIndex { !seen.insert($0).inserted }
    }
}

extension SidecarProblem {
    /// The deepest field that the decoder names.
    init(decoding error: any Error) {
        if let problem = error as? SidecarProblem {
            self = problem
            return
        }
        let flaw = DecodingFlaw(error)
        self.init(flaw.field, flaw.reason)
    }
}
