/// Cuts the elements out of one array of a JSON object while the file is still being read.
///
/// The file is an object; the elements of its member `testcases` (or another name) come out one by one, all other
/// members are passed over. Only what is needed to tell elements apart is looked at: strings, brackets, commas. Whether
/// an element is JSON is for its decoder to say, so a damaged element costs nobody but itself, unless its brackets do
/// not match. Memory: one chunk and one element.
///
/// ```swift
/// var splitter = CaseSplitter(member: "testcases")
/// try splitter.take(chunk)
/// while let part = splitter.next() { … }
/// try splitter.finish()
/// ```
public struct CaseSplitter: Sendable {
    private enum State {
        case beforeObject
        /// Where a member may begin; after a comma it must.
        case beforeMember(isFirst: Bool)
        case inName
        case beforeColon
        case beforeValue
        /// A member that is passed over.
        case inOtherValue
        case beforeElement(isFirst: Bool)
        case inElement
        case afterElement
        case afterMember
        case afterObject
    }

    private let member: [UInt8]
    private let limits: SplitterLimits
    private var state = State.beforeObject
    private var offset = 0
    private var name: [UInt8] = []
    private var hasMember = false

    // The value that is being passed.
    private var value = PassedValue()
    private var octets: [UInt8] = []
    private var problem: SuitePartProblem?
    private var start = 0
    private var count = 0
    private var ready: [SuitePart] = []
    private var taken = 0

    /// Begins before the first octet of a file.
    public init(member: String = "testcases", limits: SplitterLimits = SplitterLimits()) {
        self.member = Array(member.utf8)
        self.limits = limits
    }

    /// The next case that is complete; nil until more octets were taken.
    public mutating func next() -> SuitePart? {
        guard taken < ready.count else {
            ready.removeAll(keepingCapacity: true)
            taken = 0
            return nil
        }
        taken += 1
        return ready[taken - 1]
    }

    /// Takes the next octets of the file, at best some 64 KiB.
    ///
    /// - Throws: `SuiteFileError` where the file is no suite.
    public mutating func take(_ chunk: [UInt8]) throws(SuiteFileError) {
        var index = 0
        while index < chunk.count {
            switch state {
            case .inElement, .inOtherValue:
                let end = try value.pass(chunk, from: index, at: offset)
                keep(chunk[index..<end])
                offset += end - index
                index = end
                if value.isOver { endValue() }
            default:
                try take(chunk[index])
                // A value's first octet is looked at twice: here to see that there is one, and as part of it.
                if case .inElement = state { continue }
                if case .inOtherValue = state { continue }
                offset += 1
                index += 1
            }
        }
    }

    /// Ends the file.
    ///
    /// - Throws: `SuiteFileError` if it ends too early, or has no such array.
    public mutating func finish() throws(SuiteFileError) {
        switch state {
        case .beforeObject: throw failure("the file is empty")
        case .afterObject:
            if !hasMember { throw failure("there is no member '\(String(decoding: member, as: UTF8.self))'") }
        case .inElement: throw failure("the file ends inside case \(count)")
        default: throw failure("the file ends after \(count) cases, before its object does")
        }
    }

    private mutating func take(_ octet: UInt8) throws(SuiteFileError) {
        if case .inName = state {
            if octet == Self.quote { state = .beforeColon } else { try takeName(octet) }
            return
        }
        if Self.isSpace(octet) { return }
        switch (state, octet) {
        case (.beforeObject, Self.brace): state = .beforeMember(isFirst: true)
        case (.beforeMember, Self.quote):
            name.removeAll(keepingCapacity: true)
            state = .inName
        case (.beforeMember(isFirst: true), Self.braceEnd), (.afterMember, Self.braceEnd): state = .afterObject
        case (.beforeColon, Self.colon): state = .beforeValue
        case (.beforeValue, Self.bracket) where name == member:
            if hasMember { throw failure("a second member '\(String(decoding: member, as: UTF8.self))'") }
            hasMember = true
            state = .beforeElement(isFirst: true)
        case (.beforeValue, _):
            if name == member { throw failure("'\(String(decoding: member, as: UTF8.self))' is no array") }
            try beginValue(.inOtherValue, octet)
        case (.beforeElement(isFirst: true), Self.bracketEnd), (.afterElement, Self.bracketEnd): state = .afterMember
        case (.beforeElement, _): try beginValue(.inElement, octet)
        case (.afterElement, Self.comma): state = .beforeElement(isFirst: false)
        case (.afterMember, Self.comma): state = .beforeMember(isFirst: false)
        default: throw failure(Self.unexpected(octet))
        }
    }

    /// Names are compared as they stand: one that is written with escapes is another one.
    private mutating func takeName(_ octet: UInt8) throws(SuiteFileError) {
        if octet == Self.backslash { throw failure("a backslash in a member's name") }
        if name.count >= Self.maximumName { throw failure("a member's name of more than \(Self.maximumName) octets") }
        name.append(octet)
    }

    private mutating func beginValue(_ next: State, _ octet: UInt8) throws(SuiteFileError) {
        if [Self.comma, Self.colon, Self.bracketEnd, Self.braceEnd].contains(octet) { throw failure(Self.unexpected(octet)) }
        if case .inElement = next, count >= limits.cases { throw failure("more cases than the limit of \(limits.cases)") }
        value = PassedValue()
        octets.removeAll(keepingCapacity: true)
        problem = nil
        start = offset
        state = next
    }

    private mutating func keep(_ passed: ArraySlice<UInt8>) {
        guard case .inElement = state, problem == nil else { return }
        if value.deepest > limits.depth {
            problem = .tooDeep(limit: limits.depth)
        } else if octets.count + passed.count > limits.octetsOfCase {
            problem = .tooLong(limit: limits.octetsOfCase)
        }
        if problem == nil { octets.append(contentsOf: passed) } else { octets = [] }
    }

    private mutating func endValue() {
        guard case .inElement = state else {
            state = .afterMember
            return
        }
        ready.append(SuitePart(index: count, offset: start, content: problem.map { .failure($0) } ?? .success(octets)))
        count += 1
        state = .afterElement
    }

    private func failure(_ reason: String) -> SuiteFileError { SuiteFileError(offset: offset, reason: reason) }

    private static func unexpected(_ octet: UInt8) -> String {
        let isPrintable = (0x21..<0x7F).contains(octet)
        return isPrintable ? "'\(Character(Unicode.Scalar(octet)))' is not expected here" : "octet \(octet) is not expected here"
    }

    /// 256 octets: the longest name at the top of a suite has 20.
    private static let maximumName = 256
    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")
    private static let colon = UInt8(ascii: ":")
    private static let comma = UInt8(ascii: ",")
    private static let bracket = UInt8(ascii: "[")
    private static let bracketEnd = UInt8(ascii: "]")
    private static let brace = UInt8(ascii: "{")
    private static let braceEnd = UInt8(ascii: "}")

    static func isSpace(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x0A || octet == 0x0D || octet == 0x09 }
}

/// How much of a suite is taken in at once, and in all.
public struct SplitterLimits: Hashable, Sendable {
    /// Octets of one case. Default: 8 MiB; the largest of x509-limbo, with a hundred intermediates, has 150 KiB.
    public var octetsOfCase = 8 * 1_024 * 1_024
    /// Arrays and objects inside one another, those around a case not counted. Default: 32; x509-limbo has 3. At most
    /// 62.
    public var depth = 32
    /// Cases of one suite. Default: 1,000,000; x509-limbo has 10,000, and each leaves a result in memory.
    public var cases = 1_000_000

    /// The defaults.
    public init() {}
}
