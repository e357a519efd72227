/// Octets, and their SHA-256 as the caller computed it: a store keeps them once under it, and never computes one.
public struct DigestedOctets: Hashable, Sendable {
    /// What is kept.
    public var octets: [UInt8]
    /// The SHA-256 of the octets: 32 octets.
    public var sha256: [UInt8]

    /// Octets with their SHA-256.
    public init(_ octets: [UInt8], sha256: [UInt8]) {
        self.octets = octets
        self.sha256 = sha256
    }
}

/// A trust anchor as a run used it.
public struct StoredAnchor: Hashable, Sendable {
    /// The certificate, DER.
    public var certificate: DigestedOctets
    /// What the run called it, and what it knew of it (where it came from, distrust-after); text of the caller's.
    public var label: String

    /// A certificate and its label.
    public init(_ certificate: DigestedOctets, label: String) {
        self.certificate = certificate
        self.label = label
    }
}

/// What decides verdicts besides the lines: a run's anchors, CRLs, policy, instant, engines with their versions.
public struct RunSettings: Hashable, Sendable {
    /// All of it as a JSON object, for people and for the caller. A store doesn't look into it.
    public var json: String
    /// The SHA-256 of whatever the caller takes for the same settings; 32 octets. Settings with the same one are one.
    public var sha256: [UInt8]
    /// The trust anchors, in order; kept once for all settings with the same `anchorsSHA256`.
    public var anchors: [StoredAnchor]
    /// The SHA-256 of the set of anchors; 32 octets.
    public var anchorsSHA256: [UInt8]
    /// The CRLs, in order; kept once for all settings with the same `crlsSHA256`.
    public var crls: [DigestedOctets]
    /// The SHA-256 of the set of CRLs; 32 octets.
    public var crlsSHA256: [UInt8]

    /// Settings of a run.
    public init(
        json: String, sha256: [UInt8], anchors: [StoredAnchor], anchorsSHA256: [UInt8], crls: [DigestedOctets],
        crlsSHA256: [UInt8]
    ) {
        self.json = json
        self.sha256 = sha256
        self.anchors = anchors
        self.anchorsSHA256 = anchorsSHA256
        self.crls = crls
        self.crlsSHA256 = crlsSHA256
    }
}

/// Settings as a store has them.
public struct StoredSettings: Hashable, Sendable {
    /// Which.
    public var id: SettingsID
    /// What the run gave.
    public var json: String
    /// What tells them from others.
    public var sha256: [UInt8]
}

/// Whether a run may go on in a store that has records made under other settings.
public enum OtherSettings: Hashable, Sendable {
    /// It may not: all records of the store are answers to the same question.
    case forbid
    /// It may: each record says under which settings it was made.
    case allow
}
