import ServerIdentity

/// Judges whether a certificate of a path was revoked.
struct RevocationJudge {
    let subject: ChainQuestion

    func flaws(_ path: [PathCertificate], _ context: PathContext) -> [PathFlaw] { [] }
}
