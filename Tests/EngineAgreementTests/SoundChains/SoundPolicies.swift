import TestKit

/// certificatePolicies and what belongs to them, along a path: for each certificate the extensions that it gets.
struct SoundPolicies {
    /// By level, leaf first and root last.
    private(set) var extensions: [[[UInt8]]]

    private static let anyPolicy = SoundDER.identifier(2, 5, 29, 32, 0)
    private static func own(_ number: Int) -> [UInt8] { SoundDER.identifier(1, 3, 6, 1, 4, 1, 55555, 1, number) }

    /// - Parameter levels: how many certificates the path has, the root included.
    init(levels: Int, _ random: inout SeededGenerator, _ features: inout Set<SoundFeature>) {
        extensions = Array(repeating: [], count: levels)
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4: break
        case 4..<6: addAtRandom(&random, &features)
        default: addConsistently(&random, &features)
        }
    }

    /// Policies that need not meet: nothing requires one.
    private mutating func addAtRandom(_ random: inout SeededGenerator, _ features: inout Set<SoundFeature>) {
        features.insert(.policiesAtRandom)
        for level in extensions.indices where Bool.random(using: &random) {
            let numbers = (1...4).shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))
            var policies = numbers.map { Self.information(Self.own($0), &random, &features) }
            if level > 0, Int.random(in: 0..<4, using: &random) == 0 {
                features.insert(.anyPolicy)
                policies = [Self.information(Self.anyPolicy, &random, &features)]
            }
            extensions[level].append(SoundExtension.make(32, SoundDER.sequence(of: policies)))
        }
    }

    /// One policy from top to bottom, by its identifier, by anyPolicy or by mappings; so something may require one.
    private mutating func addConsistently(_ random: inout SeededGenerator, _ features: inout Set<SoundFeature>) {
        features.insert(.policiesAlongPath)
        let top = extensions.count - 1
        // Above `mapped` the policy is 1, from there on down 2.
        let mapped =
            top >= 2 && Int.random(in: 0..<3, using: &random) == 0 ? Int.random(in: 1..<top, using: &random) : -1
        // Where one CA forbids anyPolicy below it, or mapping, none is there.
        let forbidsAny = Int.random(in: 0..<4, using: &random) == 0
        var hasAny = false
        for level in extensions.indices.reversed() {
            let number = level >= mapped ? 1 : 2
            var policies: [[UInt8]] = []
            if level > 0, level != mapped, !forbidsAny, Int.random(in: 0..<3, using: &random) == 0 {
                features.insert(.anyPolicy)
                hasAny = true
                policies.append(Self.information(Self.anyPolicy, &random, &features))
            }
            if policies.isEmpty || Bool.random(using: &random) {
                policies.append(Self.information(Self.own(number), &random, &features))
            }
            if Bool.random(using: &random) { policies.append(Self.information(Self.own(3), &random, &features)) }
            let isCritical = Int.random(in: 0..<6, using: &random) == 0
            extensions[level].append(
                SoundExtension.make(
                    32, SoundDER.sequence(of: policies.shuffled(using: &random)), isCritical: isCritical))
            if level == mapped {
                features.insert(.policyMapping)
                extensions[level].append(
                    SoundExtension.make(
                        33, SoundDER.sequence(SoundDER.sequence(Self.own(1), Self.own(2))),
                        isCritical: Bool.random(using: &random)))
            }
        }
        guard top >= 1 else { return }
        let demanding = Int.random(in: 1...top, using: &random)
        if Bool.random(using: &random) {
            features.insert(.policyRequired)
            var content = SoundDER.integer(Int.random(in: 0...2, using: &random), tag: 0x80)
            if mapped < 0, Bool.random(using: &random) {
                features.insert(.policyMappingForbidden)
                content += SoundDER.integer(0, tag: 0x81)
            }
            extensions[demanding].append(SoundExtension.make(36, SoundDER.sequence(content), isCritical: true))
        }
        if forbidsAny, !hasAny {
            features.insert(.anyPolicyForbidden)
            extensions[demanding].append(
                SoundExtension.make(54, SoundDER.integer(Int.random(in: 0...2, using: &random)), isCritical: true))
        }
    }

    /// A policy with the qualifiers of RFC 5280 section 4.2.1.4, or none.
    private static func information(
        _ policy: [UInt8], _ random: inout SeededGenerator, _ features: inout Set<SoundFeature>
    ) -> [UInt8] {
        func qualifier(_ number: Int, _ content: [UInt8]) -> [UInt8] {
            SoundDER.sequence(SoundDER.identifier(1, 3, 6, 1, 5, 5, 7, 2, number), content)
        }
        let cps = qualifier(1, SoundDER.text(0x16, "https://cps.example.org/"))
        let reference = SoundDER.sequence(
            SoundDER.text(0x0C, "Sound"), SoundDER.sequence(SoundDER.integer(1), SoundDER.integer(2)))
        let text = SoundDER.text(Bool.random(using: &random) ? 0x0C : 0x16, "Read the terms")
        switch Int.random(in: 0..<8, using: &random) {
        case 0:
            features.insert(.cpsPointer)
            return SoundDER.sequence(policy, SoundDER.sequence(cps))
        case 1:
            features.insert(.userNotice)
            return SoundDER.sequence(policy, SoundDER.sequence(qualifier(2, SoundDER.sequence(reference, text))))
        case 2:
            features.insert(.userNotice)
            return SoundDER.sequence(policy, SoundDER.sequence(cps, qualifier(2, SoundDER.sequence(text))))
        default: return SoundDER.sequence(policy)
        }
    }
}
