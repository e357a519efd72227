import ServerIdentity

/// pathLenConstraint: how many certificates that are not self-issued may stand between a CA and the leaf (RFC 5280 sections 4.2.1.9 and
/// 6.1.4 (l), (m)).
enum PathLengthCheck {
    static func flaw(_ issuer: PathCertificate, below path: PartialPath) -> PathFlaw? {
        guard let limit = issuer.decoded.extensions.basicConstraints?.pathLength, path.intermediates > limit else { return nil }
        let detail =
            "'\(issuer.subjectText)' allows \(limit) CAs below it (pathLenConstraint); the path has \(path.intermediates)"
        return .finding(
            Finding(
                .other(.pathLengthExceeded, .pathLengthConstraint, detail: detail), depth: issuer.depth,
                rule: "RFC 5280 section 6.1.4 (m)"))
    }
}
