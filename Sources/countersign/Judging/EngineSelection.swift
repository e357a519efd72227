/// Which engines are asked, and which of them decide.
struct EngineSelection: Equatable, Sendable {
    /// Those that must accept.
    var deciding: [EngineName]
    /// Those whose opinion is only shown.
    var advisory: [EngineName] = []

    /// The two that countersign.
    static let countersigning = EngineSelection(deciding: [.gnutls, .swift])

    /// The two that countersign, and OpenSSL as a third opinion where it is built in.
    static let withThirdOpinion = {
        var selection = countersigning
        #if OpenSSL
        selection.advisory = [.openssl]
        #endif
        return selection
    }()
}
