/// One case of a suite as the octets of its JSON, cut out of the file and not decoded.
public struct SuitePart: Hashable, Sendable {
    /// Its place in the suite, from 0.
    public let index: Int
    /// Where it begins: octets from the beginning of the (unpacked) file.
    public let offset: Int
    /// The JSON, or why it was not kept.
    public let content: Result<[UInt8], SuitePartProblem>
}

/// Why the octets of a case were not kept.
public enum SuitePartProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// More octets than `SplitterLimits.octetsOfCase`.
    case tooLong(limit: Int)
    /// More arrays and objects inside one another than `SplitterLimits.depth`.
    case tooDeep(limit: Int)

    /// One clause with the limit that was passed.
    public var description: String {
        switch self {
        case .tooLong(let limit): "it has more octets than the limit of \(limit)"
        case .tooDeep(let limit): "it has more arrays and objects inside one another than the limit of \(limit)"
        }
    }
}

/// Why a file is no suite; nothing after that place can be told apart.
public struct SuiteFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Octets from the beginning of the (unpacked) file.
    public let offset: Int
    /// One clause.
    public let reason: String

    /// The reason and the place.
    public var description: String { "\(reason) (octet \(offset))" }
}
