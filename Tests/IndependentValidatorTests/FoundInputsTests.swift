import Foundation
import FuzzTargets
import Testing

/// What a fuzzer found, kept: a file `TARGET-what.hex` for each input, hexadecimal digits in lines. A new find is a new
/// file.
@Suite("Inputs that a fuzzer found")
struct FoundInputsTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("FoundInputs")

    struct Input: CustomTestStringConvertible, Sendable {
        let target: FuzzTarget
        let testDescription: String
        let octets: [UInt8]
    }

    static let inputs: [Input] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.sorted().compactMap { file in
            guard let target = file.split(separator: "-").first.flatMap({ FuzzTarget(rawValue: String($0)) }),
                let text = try? String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            else { return nil }
            return Input(target: target, testDescription: file, octets: hexadecimalOctets(text))
        }
    }()

    @Test("what must hold does", arguments: inputs)
    func replayed(input: Input) throws {
        try input.target.check(input.octets)
    }

    @Test("there is an input for each target") func complete() {
        #expect(Set(Self.inputs.map(\.target)) == Set(FuzzTarget.allCases))
        #expect(!Self.inputs.contains { $0.octets.isEmpty })
    }

    /// Names, PEM and known hosts have no verdict; a key accepts nothing, unless a signature was forged.
    @Test("what fuzzing begins with holds, and gets as far as an acceptance", arguments: FuzzTarget.allCases)
    func seeds(target: FuzzTarget) throws {
        var accepted = 0
        for seed in target.selfMadeSeeds { accepted += try target.check(seed.octets) }
        #expect(accepted > 0 || [.name, .pem, .key, .knownhosts].contains(target))
    }
}
