public import ServerIdentity

/// What a record of this program says, read back: what a program needs to decide by. Members that are not named here
/// are ignored. Records of `schema_version` 1 are read too: their engines say `rejected`, which is given as `refused`.
///
/// Nothing is judged again, and a record proves nothing: whoever wrote the file could write what he liked. Words such
/// as verdicts and ids of findings are given as they stand, so that those of a later version can be read.
///
/// ```swift
/// let record = try StoredRecord(line)
/// if record.verdict != "countersigned" { print(record.target, record.findings.map(\.id)) }
/// ```
public struct StoredRecord: Hashable, Sendable {
    /// The target as it was given.
    public let target: String
    /// The address that was connected to; nil where there was none.
    public let address: String?
    /// When it was observed; nil if unknown.
    public let observedAt: Instant?
    /// The exit code of a run over this target alone.
    public let exitCode: Int
    /// `countersigned`, `refused`, `disagreement` or `undecided`; nil where no chain was seen.
    public let verdict: String?
    /// What the engines were asked; nil where no chain was seen.
    public let question: StoredQuestion?
    /// Why it was refused, the most serious first.
    public let findings: [StoredFinding]
    /// What each engine said.
    public let engines: [StoredEngine]
    /// How the engines that decide agree; nil where no chain was seen.
    public let agreement: StoredAgreement?
    /// What the certificates say of themselves, in the order sent; nil for one that could not be decoded.
    public let chain: [StoredCertificate?]
    /// Why no chain was seen; nil where one was.
    public let error: StoredError?

    /// 1 MiB: a record with a hundred certificates has a tenth of that.
    public static let maximumLength = 1_024 * 1_024

    /// Reads one line.
    ///
    /// - Parameters:
    ///   - line: the line, without its line break.
    ///   - number: which line of its file it is, for the error.
    /// - Throws: `RecordProblem` that names line and field.
    public init(_ line: String, number: Int? = nil) throws(RecordProblem) {
        self = try JSONLine.decoded(line, as: .record, limit: Self.maximumLength, number: number)
    }
}

extension StoredRecord {
    /// What the engines were asked.
    public struct StoredQuestion: Hashable, Sendable {
        /// Who the server should be, as `www.example.org`; nil where the chain alone was judged.
        public let referenceIdentity: String?
        /// The name of the policy's preset.
        public let policy: String
        /// As of when the chain was judged.
        public let instant: Instant
        /// Where the anchors came from, as `file roots.pem`.
        public let anchorsSource: String?
        /// SHA-256 over the anchors; nil where the record has none.
        public let anchorsSHA256: [UInt8]?
        /// How many anchors there were.
        public let anchorsCount: Int?
        /// How many parts of the trust sources gave no anchor; nil in a record of before they were counted.
        public let anchorsSkipped: Int?
    }

    /// A finding of an engine, or of several.
    public struct StoredFinding: Hashable, Sendable {
        /// Its id, as `name_mismatch`.
        public let id: String
        /// The place of the certificate in the chain as sent, 0 = leaf; nil if it is about none of them.
        public let depth: Int?
        /// What it says, for people; nothing should be decided by it.
        public let text: String?
        /// The rule that was broken, as `RFC 5280 section 6.1.3 (a)(2)`; nil if none is named.
        public let rule: String?
        /// The engines that say so, where findings of several were put together; else empty.
        public let engines: [String]
        /// The engine's own code, as `GNUTLS_CERT_EXPIRED`; nil where findings were put together.
        public let nativeCode: String?
    }

    /// What an engine said.
    public struct StoredEngine: Hashable, Sendable {
        /// `gnutls`, `swift` or `openssl`.
        public let id: String
        /// The version of its library.
        public let version: String?
        /// `deciding` or `advisory`.
        public let role: String?
        /// `accepted`, `refused` or `undecided`.
        public let verdict: String
        /// Why it is undecided.
        public let reason: String?
        /// Why it refused.
        public let findings: [StoredFinding]
        /// The path that it accepted, leaf first; empty if it accepted none.
        public let path: [PathElement]
        /// How an advisory engine agrees with those that decide.
        public let agreement: StoredAgreement?
    }

    /// A certificate of a path.
    public struct PathElement: Hashable, Sendable {
        /// Its place in the chain as sent, 0 = leaf; nil for an anchor that was not sent.
        public let depth: Int?
        /// Its subject in words; nil if it could not be decoded.
        public let subject: String?
        /// SHA-256 of its DER encoding; nil if it could not be decoded.
        public let sha256: [UInt8]?
    }

    /// How engines agree.
    public struct StoredAgreement: Hashable, Sendable {
        /// Its class, as `agree` or `known_difference`.
        public let `class`: String
        /// The entry of the ledger that knows the difference.
        public let ledgerID: String?
        /// What differs, for people; nothing should be decided by it.
        public let detail: String?
    }

    /// What a certificate says of itself.
    public struct StoredCertificate: Hashable, Sendable {
        /// The subject in words.
        public let subject: String?
        /// The issuer in words.
        public let issuer: String?
        /// The serial number's octets in hexadecimal digits.
        public let serial: String?
        /// From when on it is valid.
        public let notBefore: Instant
        /// Until when it is valid.
        public let notAfter: Instant
        /// Its DNS names.
        public let dnsNames: [String]
        /// Its addresses.
        public let ipAddresses: [String]
        /// Kind and size of its key, as `ECDSA P-256`.
        public let key: String?
        /// SHA-256 of its DER encoding.
        public let sha256: [UInt8]?
        /// SHA-256 of its public key (SubjectPublicKeyInfo).
        public let spkiSHA256: [UInt8]?
    }

    /// Why no chain was seen.
    public struct StoredError: Hashable, Sendable {
        /// How far it got: `resolve`, `connect`, `handshake` or `input`, as a rule.
        public let stage: String
        /// Its code, as `not_tls`.
        public let code: String
        /// What happened, for people; nothing should be decided by it.
        public let text: String
    }
}

// Reading.

extension StoredRecord: Decodable {
    private enum Member: String, CodingKey {
        case version = "schema_version"
        case target, address, verdict, question, findings, engines, agreement, chain, error
        case observedAt = "observed_at"
        case exitCode = "exit_code"
    }

    /// Reads a record of `schema_version` 1 or 2.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        let version = try members.decode(Int.self, forKey: .version)
        guard (1...JSONRecord.schemaVersion).contains(version) else {
            throw members.corrupted(.version, "\(version) is not known here")
        }
        target = try members.decode(String.self, forKey: .target)
        address = try members.decodeIfPresent(String.self, forKey: .address)
        observedAt = try members.instant(.observedAt)
        exitCode = try members.decode(Int.self, forKey: .exitCode)
        verdict = try members.decodeIfPresent(String.self, forKey: .verdict)
        question = try members.decodeIfPresent(StoredQuestion.self, forKey: .question)
        findings = try members.decode([StoredFinding].self, forKey: .findings)
        engines = try members.decode([StoredEngine].self, forKey: .engines)
        agreement = try members.decodeIfPresent(StoredAgreement.self, forKey: .agreement)
        chain = try members.list(.chain)
        error = try members.decodeIfPresent(StoredError.self, forKey: .error)
    }
}

extension StoredRecord.StoredQuestion: Decodable {
    private enum Member: String, CodingKey {
        case policy, instant
        case referenceIdentity = "reference_identity"
        case anchorsSource = "anchors_source"
        case anchorsSHA256 = "anchors_sha256"
        case anchorsCount = "anchors_count"
        case anchorsSkipped = "anchors_skipped"
    }

    /// Reads the member `question`.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        referenceIdentity = try members.decodeIfPresent(String.self, forKey: .referenceIdentity)
        policy = try members.decode(String.self, forKey: .policy)
        instant = try members.requiredInstant(.instant)
        anchorsSource = try members.decodeIfPresent(String.self, forKey: .anchorsSource)
        anchorsSHA256 = try members.digest(.anchorsSHA256)
        anchorsCount = try members.decodeIfPresent(Int.self, forKey: .anchorsCount)
        anchorsSkipped = try members.decodeIfPresent(Int.self, forKey: .anchorsSkipped)
    }
}

extension StoredRecord.StoredFinding: Decodable {
    private enum Member: String, CodingKey {
        case id, depth, text, rule, engines
        case nativeCode = "native_code"
    }

    /// Reads an element of `findings`.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        id = try members.decode(String.self, forKey: .id)
        depth = try members.decodeIfPresent(Int.self, forKey: .depth)
        text = try members.decodeIfPresent(String.self, forKey: .text)
        rule = try members.decodeIfPresent(String.self, forKey: .rule)
        engines = try members.list(.engines)
        nativeCode = try members.decodeIfPresent(String.self, forKey: .nativeCode)
    }
}

extension StoredRecord.StoredEngine: Decodable {
    private enum Member: String, CodingKey { case id, version, role, verdict, reason, findings, path, agreement }

    /// Reads an element of `engines`.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        id = try members.decode(String.self, forKey: .id)
        version = try members.decodeIfPresent(String.self, forKey: .version)
        role = try members.decodeIfPresent(String.self, forKey: .role)
        let word = try members.decode(String.self, forKey: .verdict)
        // The word of schema_version 1.
        verdict = word == "rejected" ? "refused" : word
        reason = try members.decodeIfPresent(String.self, forKey: .reason)
        findings = try members.list(.findings)
        path = try members.list(.path)
        agreement = try members.decodeIfPresent(StoredRecord.StoredAgreement.self, forKey: .agreement)
    }
}

extension StoredRecord.PathElement: Decodable {
    private enum Member: String, CodingKey { case depth, subject, sha256 }

    /// Reads an element of `path`.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        depth = try members.decodeIfPresent(Int.self, forKey: .depth)
        subject = try members.decodeIfPresent(String.self, forKey: .subject)
        sha256 = try members.digest(.sha256)
    }
}

extension StoredRecord.StoredAgreement: Decodable {
    private enum CodingKeys: String, CodingKey {
        case `class`, detail
        case ledgerID = "ledger_id"
    }
}

extension StoredRecord.StoredCertificate: Decodable {
    private enum Member: String, CodingKey {
        case subject, issuer, serial, key, sha256
        case notBefore = "not_before"
        case notAfter = "not_after"
        case dnsNames = "dns_names"
        case ipAddresses = "ip_addresses"
        case spkiSHA256 = "spki_sha256"
    }

    /// Reads an element of `chain`.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        subject = try members.decodeIfPresent(String.self, forKey: .subject)
        issuer = try members.decodeIfPresent(String.self, forKey: .issuer)
        serial = try members.decodeIfPresent(String.self, forKey: .serial)
        notBefore = try members.requiredInstant(.notBefore)
        notAfter = try members.requiredInstant(.notAfter)
        dnsNames = try members.list(.dnsNames)
        ipAddresses = try members.list(.ipAddresses)
        key = try members.decodeIfPresent(String.self, forKey: .key)
        sha256 = try members.digest(.sha256)
        spkiSHA256 = try members.digest(.spkiSHA256)
    }
}

extension StoredRecord.StoredError: Decodable {}
