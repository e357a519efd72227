import ServerIdentity

/// A member's name, whichever.
struct AnyMember: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

/// The members of an object in a ledger file: known ones only.
struct LedgerMembers {
    private let container: KeyedDecodingContainer<AnyMember>
    /// All that are there.
    let names: [String]

    init(_ decoder: any Decoder, known: [String]) throws {
        container = try decoder.container(keyedBy: AnyMember.self)
        names = container.allKeys.map(\.stringValue)
        if let other = names.filter({ !known.contains($0) }).min() {
            throw flaw(other, "a member that is not known")
        }
    }

    func has(_ name: String) -> Bool { names.contains(name) }

    func value<Value: Decodable>(_ name: String) throws -> Value { try container.decode(Value.self, forKey: AnyMember(name)) }

    func flaw(_ name: String, _ reason: String) -> DecodingError {
        .dataCorruptedError(forKey: AnyMember(name), in: container, debugDescription: reason)
    }

    func word(_ name: String, as kind: LedgerWord) throws -> String {
        let text: String = try value(name)
        guard kind.fits(text) else { throw flaw(name, "'\(EscapedText(text, limit: 80))' is \(kind.demand)") }
        return text
    }

    /// A text that one line can show.
    func sentence(_ name: String) throws -> String {
        let text: String = try value(name)
        if text.isEmpty { throw flaw(name, "it is empty") }
        if text.utf8.count > Self.maximumSentence { throw flaw(name, "more than \(Self.maximumSentence) octets") }
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw flaw(name, "a line break or another control character")
        }
        return text
    }

    /// 500 octets: two or three lines of a terminal.
    private static let maximumSentence = 500

    func engines(_ name: String) throws -> Set<String> {
        try list(name) { LedgerWord.engine.fits($0) ? .success($0) : .failure("is no engine's id") }
    }

    func choice<Value: RawRepresentable<String> & CaseIterable>(_ name: String) throws -> Value {
        let text: String = try value(name)
        guard let value = Value(rawValue: text) else { throw flaw(name, Self.noChoice(text, Value.self)) }
        return value
    }

    func choices<Value: RawRepresentable<String> & CaseIterable & Hashable>(_ name: String) throws -> Set<Value> {
        try list(name) { text in
            Value(rawValue: text).map { .success($0) } ?? .failure("is none of \(Self.choices(Value.self))")
        }
    }

    /// A list of words that is not empty; what is wrong is said of the element.
    func list<Value: Hashable>(_ name: String, _ parse: (String) -> Parsed<Value>) throws -> Set<Value> {
        var elements = try container.nestedUnkeyedContainer(forKey: AnyMember(name))
        var values: Set<Value> = []
        while !elements.isAtEnd {
            let path = elements.codingPath + [Index(elements.currentIndex)]
            let text = try elements.decode(String.self)
            switch parse(text) {
            case .success(let value): values.insert(value)
            case .failure(let why):
                throw DecodingError.dataCorrupted(
                    .init(codingPath: path, debugDescription: "'\(EscapedText(text, limit: 80))' \(why)"))
            }
        }
        if values.isEmpty { throw flaw(name, "an empty list") }
        return values
    }

    enum Parsed<Value> {
        case success(Value)
        /// The rest of a sentence that begins with the word.
        case failure(String)
    }

    private struct Index: CodingKey {
        let intValue: Int?
        var stringValue: String { intValue.map(String.init) ?? "" }

        init(_ index: Int) { intValue = index }
        init?(intValue: Int) { self.intValue = intValue }
        init?(stringValue: String) { nil }
    }

    private static func noChoice<Value: RawRepresentable<String> & CaseIterable>(_ text: String, _ type: Value.Type) -> String {
        "'\(EscapedText(text, limit: 80))' is none of \(choices(type))"
    }

    private static func choices<Value: RawRepresentable<String> & CaseIterable>(_ type: Value.Type) -> String {
        type.allCases.map(\.rawValue).joined(separator: ", ")
    }
}

/// The forms that words of a ledger file have.
struct LedgerWord {
    /// What a word that does not fit is.
    let demand: String
    private let first: @Sendable (UInt8) -> Bool
    private let rest: @Sendable (UInt8) -> Bool

    func fits(_ text: String) -> Bool {
        let octets = text.utf8
        guard let start = octets.first, octets.count <= 64 else { return false }
        return first(start) && octets.allSatisfy(rest)
    }

    private static func isLowerCase(_ octet: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(octet) }
}

extension LedgerWord {
    /// An entry's id.
    static let kebab = LedgerWord(
        demand: "no id: lower-case letters, digits and hyphens, at most 64",
        first: { isLowerCase($0) || $0.isASCIIDigit }, rest: { isLowerCase($0) || $0.isASCIIDigit || $0 == UInt8(ascii: "-") })
    /// An engine's id.
    static let engine = LedgerWord(
        demand: "no engine's id", first: { isLowerCase($0) },
        rest: { isLowerCase($0) || $0.isASCIIDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") })
    /// A version.
    static let version = LedgerWord(
        demand: "no version: numbers with dots between", first: { $0.isASCIIDigit },
        rest: { $0.isASCIIDigit || $0 == UInt8(ascii: ".") })
}
