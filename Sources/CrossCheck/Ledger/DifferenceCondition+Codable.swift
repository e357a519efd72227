import ServerIdentity

extension DifferenceCondition: Codable {
    /// The member that each predicate is in JSON.
    enum Member: String, CaseIterable {
        case all, any, not
        case finding, cause, origin, certificate, depth, evidence
        case namePlace = "name_place"
        case instant
        case nativeCode = "native_code"
        case sameFinding = "same_finding"
        case accepter, refuser, note, policy, enforces, question, reference, presents, name
    }

    /// Reads an object with exactly one member, strictly.
    public init(from decoder: any Decoder) throws {
        let members = try LedgerMembers(decoder, known: Member.allCases.map(\.rawValue))
        guard members.names.count == 1, let key = members.names.first, let member = Member(rawValue: key) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "a condition has exactly one member, not \(members.names.count)"))
        }
        switch member {
        case .all: self = .all(try Self.parts(members, key))
        case .any: self = .any(try Self.parts(members, key))
        case .not: self = .not(try members.value(key))
        case .finding: self = .finding(try members.choices(key))
        case .cause:
            self = .cause(
                try members.list(key) { text in
                    let cause = Cause(rawValue: text)
                    return Cause.known[cause] == nil ? .failure("is no cause that is known") : .success(cause)
                })
        case .origin: self = .origin(try members.choices(key))
        case .certificate: self = .certificate(try members.choices(key))
        case .depth: self = .depth((try members.value(key) as DepthRange).range)
        case .evidence: self = .evidence(try members.choices(key))
        case .namePlace: self = .namePlace(try members.choices(key))
        case .instant: self = .instant(try members.choices(key))
        case .nativeCode:
            self = .nativeCode(
                try members.list(key) { $0.isEmpty || $0.utf8.count > 200 ? .failure("is no code of a library") : .success($0) })
        case .sameFinding:
            guard try members.value(key) as Bool else { throw members.flaw(key, "true is all that can be said") }
            self = .sameFinding
        case .accepter: self = .accepter(try members.engines(key))
        case .refuser: self = .refuser(try members.engines(key))
        case .note: self = .note(try members.value(key))
        case .policy: self = .policy(try members.choices(key))
        case .enforces: self = .enforces(try members.choices(key))
        case .question: self = .question(try members.choices(key))
        case .reference: self = .reference(try members.choices(key))
        case .presents: self = .presents(try members.choices(key))
        case .name: self = .name(try members.value(key))
        }
    }

    private static func parts(_ members: LedgerMembers, _ key: String) throws -> [DifferenceCondition] {
        let parts: [DifferenceCondition] = try members.value(key)
        if parts.isEmpty { throw members.flaw(key, "an empty list") }
        return parts
    }

    /// Writes an object with one member; lists are sorted.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: AnyMember.self)
        func put(_ member: Member, _ value: some Encodable) throws {
            try container.encode(value, forKey: AnyMember(member.rawValue))
        }
        func put<Value: RawRepresentable<String>>(_ member: Member, words: Set<Value>) throws {
            try put(member, words.map(\.rawValue).sorted())
        }
        switch self {
        case .all(let parts): try put(.all, parts)
        case .any(let parts): try put(.any, parts)
        case .not(let part): try put(.not, part)
        case .finding(let ids): try put(.finding, words: ids)
        case .cause(let causes): try put(.cause, words: causes)
        case .origin(let origins): try put(.origin, words: origins)
        case .certificate(let roles): try put(.certificate, words: roles)
        case .depth(let range): try put(.depth, DepthRange(range: range))
        case .evidence(let kinds): try put(.evidence, words: kinds)
        case .namePlace(let places): try put(.namePlace, words: places)
        case .instant(let ends): try put(.instant, words: ends)
        case .nativeCode(let codes): try put(.nativeCode, codes.sorted())
        case .sameFinding: try put(.sameFinding, true)
        case .accepter(let ids): try put(.accepter, ids.sorted())
        case .refuser(let ids): try put(.refuser, ids.sorted())
        case .note(let part): try put(.note, part)
        case .policy(let features): try put(.policy, words: features)
        case .enforces(let rules): try put(.enforces, words: rules)
        case .question(let features): try put(.question, words: features)
        case .reference(let features): try put(.reference, words: features)
        case .presents(let kinds): try put(.presents, words: kinds)
        case .name(let condition): try put(.name, condition)
        }
    }

    /// `{"from": 1, "to": 3}`; without `to`, any number above.
    private struct DepthRange: Codable {
        let range: ClosedRange<Int>

        init(range: ClosedRange<Int>) { self.range = range }

        init(from decoder: any Decoder) throws {
            let members = try LedgerMembers(decoder, known: ["from", "to"])
            let from: Int = try members.value("from")
            let to: Int = try members.has("to") ? members.value("to") : Int.max
            guard from >= 0, from <= to else { throw members.flaw("from", "no depth, or one above 'to'") }
            range = from...to
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: AnyMember.self)
            try container.encode(range.lowerBound, forKey: AnyMember("from"))
            if range.upperBound < Int.max { try container.encode(range.upperBound, forKey: AnyMember("to")) }
        }
    }
}

extension DifferenceCondition.NameCondition: Codable {
    /// Reads both members strictly.
    public init(from decoder: any Decoder) throws {
        let members = try LedgerMembers(decoder, known: ["among", "having"])
        among = try members.choice("among")
        having = try members.choices("having")
    }

    /// Writes both members.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: AnyMember.self)
        try container.encode(among.rawValue, forKey: AnyMember("among"))
        try container.encode(having.map(\.rawValue).sorted(), forKey: AnyMember("having"))
    }
}
