import ServerIdentity
import TestKit

/// Makes sound chains of all shapes; the seed repeats what they are, though not every signature.
struct SoundChainGenerator {
    private var seeds: SeededGenerator
    private let keys: SoundKeyPool

    init(_ seeds: SeededGenerator) throws {
        self.seeds = seeds
        keys = try SoundKeyPool()
    }

    /// The next chain; each has a seed of its own.
    mutating func next() throws -> SoundChain {
        var maker = SoundChainMaker(SeededGenerator(seed: seeds.next()), keys)
        return try maker.chain()
    }
}
