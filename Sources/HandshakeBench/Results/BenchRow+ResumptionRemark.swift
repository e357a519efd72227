import ServerIdentity
import VerdictReport

extension BenchRow {
    /// What to say where sessions were to be resumed and fewer than all were; nil otherwise.
    func resumptionRemark(_ figures: BenchFigures) -> String? {
        guard load.isResuming, figures.resumed < figures.handshakes else { return nil }
        return "--resume: \(figures.resumed) of \(figures.handshakes) handshakes with \(EscapedText(name)) were resumed; "
            + "the figures are those of \(figures.resumed == 0 ? "full handshakes" : "both kinds together"); "
            + "where the server takes a ticket once only, or forgets it, measure without --resume"
    }
}
