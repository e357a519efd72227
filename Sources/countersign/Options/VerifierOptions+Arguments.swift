import Countersigning

extension VerifierOptions {
    /// What `verify` and `check` share.
    init(
        trust: TrustOptions, judgement: JudgementOptions, selection: EngineSelectionOptions, revocation: RevocationOptions,
        ledger: LedgerOptions, pinning: PinOptions
    ) throws {
        self.init()
        self.trust = trust.sources
        policy = judgement.policy(revocation)
        engines = selection.selection
        crls = try revocation.lists()
        self.ledger = try ledger.ledger()
        pins = try pinning.pins()
        time = judgement.time
        remembering = judgement.remembering
    }
}
