/// How much of a run may go on at once, and how fast.
///
/// The defaults are polite: a run over many hosts of one owner stays slow for him, and fast over all.
public struct BatchLimits: Hashable, Sendable {
    /// How many connections at once. Default: 256.
    public var concurrency = 256
    /// How many connections may begin in a second, over all; nil for no limit. Default: nil.
    public var rate: Double?
    /// How many connections to one host at once: to one address, and to all names of one owner. Default: 8.
    public var perHostConcurrency = 8
    /// How many connections to one host may begin in a second; nil for no limit. Default: 20.
    public var perHostRate: Double? = 20
    /// How many names are looked up at once. Default: 32.
    public var lookUps = 32
    /// How many look-ups may begin in a second; nil for no limit. Default: 200, which a resolver at home still serves.
    public var lookUpRate: Double? = 200
    /// How many chains are judged at once that need no network. Default: 2; take the number of cores.
    public var computations = 2
    /// How often one line is tried. Default: 2.
    public var attempts = 2
    /// How long to wait before the second attempt; twice as long before each further one, at most `longestPause`.
    /// Default: 1 second. Each line waits between half of it and all, so that they do not come back all at once.
    public var pause = Duration.seconds(1)
    /// The longest time between two attempts. Default: 30 seconds.
    public var longestPause = Duration.seconds(30)
    /// How many lines may be held: read, and not handed out. Default: 16,384. A line waits where its host is busy; only
    /// when so many wait does nobody read on.
    public var heldLines = 16_384
    /// How many octets of lines may be held. One line may be larger. Default: 64 MiB.
    public var heldOctets = 64 << 20

    /// The defaults.
    public init() {}
}
