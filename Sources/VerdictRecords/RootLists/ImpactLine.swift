import Countersigning
import ServerIdentity

/// A line of JSON about a host: a question with its chain, or one of our records.
enum ImpactLine {
    case question(QuestionLine)
    case record(StoredRecord)

    /// Reads a line.
    ///
    /// - Throws: `RecordProblem` that names the field.
    init(_ line: String, number: Int) throws(RecordProblem) {
        let form: Form = try JSONLine.decoded(line, as: .question, limit: QuestionLine.maximumLength, number: number)
        self = form.isRecord ? .record(try StoredRecord(line, number: number)) : .question(try QuestionLine(line, number: number))
    }

    /// The host, and by what its trust can be told.
    ///
    /// A question's own anchors, CRLs, instant and policy do not count here: it is asked what two root lists make of
    /// the chain.
    ///
    /// - Throws: `RecordProblem` if nothing names the host.
    func subject(_ number: Int) throws(RecordProblem) -> ImpactSubject {
        switch self {
        case .record(let record):
            return ImpactSubject(host: EscapedText(record.target).description, evidence: record.trustEvidence)
        case .question(let question):
            guard let host = question.target ?? question.name?.description ?? question.id else {
                throw RecordProblem(
                    expected: .question, line: number, field: "name", reason: "neither it nor target nor id names the host")
            }
            return ImpactSubject(host: EscapedText(host).description, evidence: .chain(question.chain))
        }
    }

    /// Tells the two apart: a record has a version, and facts of its certificates where a question has their DER.
    private struct Form: Decodable {
        let isRecord: Bool

        private enum Member: String, CodingKey {
            case version = "schema_version"
            case chain
        }

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: Member.self)
            var chain = try? members.nestedUnkeyedContainer(forKey: .chain)
            let holdsTexts = (try? chain?.decode(String.self)) != nil
            isRecord = members.contains(.version) && !holdsTexts
        }
    }
}

extension StoredRecord {
    /// The path along which an engine accepted the host; none if no engine did, or the record does not say enough of
    /// it.
    fileprivate var trustEvidence: ImpactSubject.Evidence {
        // Every engine that accepted names its path; one that ends at an anchor does.
        guard let leaf = chain.first ?? nil,
            let path = engines.first(where: { $0.verdict == "accepted" && $0.path.count > 1 })?.path
        else { return .notAccepted }
        let digests = path.compactMap(\.sha256)
        guard digests.count == path.count else { return .notAccepted }
        var numbers: [[UInt8]: RecordedNumber] = [:]
        for case let certificate? in chain {
            if let digest = certificate.sha256 { numbers[digest] = certificate.number }
        }
        return .accepted(.init(certificates: digests.map { .init(sha256: $0, number: numbers[$0]) }, issued: leaf.notBefore))
    }
}

extension StoredRecord.StoredCertificate {
    /// Issuer and serial number; nil where the record lacks one of them.
    fileprivate var number: RecordedNumber? {
        guard let issuer, let digits = serial, let number = octets(hexadecimal: digits), !number.isEmpty else { return nil }
        return RecordedNumber(issuer: issuer, serial: number)
    }
}
