import Foundation

/// Random numbers that a seed repeats (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator {
    /// What the sequence began with.
    public let seed: UInt64
    private var state: UInt64

    /// Begins a sequence.
    public init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// Begins the sequence of `COUNTERSIGN_SEED`, or else the usual one, or a new one; prints the seed, so that a
    /// failure can be repeated.
    public static func printed(for test: String, usually usual: UInt64? = nil) -> SeededGenerator {
        let given = ProcessInfo.processInfo.environment["COUNTERSIGN_SEED"].flatMap { UInt64($0) }
        let generator = SeededGenerator(seed: given ?? usual ?? .random(in: 0 ... .max))
        print("\(test): COUNTERSIGN_SEED=\(generator.seed)")
        return generator
    }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
