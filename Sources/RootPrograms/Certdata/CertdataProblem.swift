import ServerIdentity

/// Something in a certdata.txt that is not as it should be, with its line.
public struct CertdataProblem: Error, Hashable, Sendable {
    /// The line, counted from 1: of the offending text where there is one, else of the object's CKA_CLASS.
    public let line: Int
    /// What is wrong there.
    public let reason: Reason
    /// The label of the object that it is about, escaped for printing; nil if it has none, or is not about an object.
    public let label: String?

    /// Takes a place, a reason, and the object's label.
    public init(line: Int, reason: Reason, label: String? = nil) {
        self.line = line
        self.reason = reason
        self.label = label.map { EscapedText($0).description }
    }

    /// What follows from a problem.
    public enum Severity: String, CaseIterable, Hashable, Sendable {
        /// The file is damaged, or distrust would get lost: nothing of it should be used.
        case error
        /// The object is not used; all others are.
        case exclusion
        /// The object is used.
        case remark
    }

    /// What is wrong.
    public enum Reason: Error, Hashable, Sendable {
        // The text.
        /// More octets than `CertdataLimits.octets`; nothing was read.
        case fileTooLong(limit: Int)
        /// More octets than `CertdataLimits.octetsOfLine`.
        case lineTooLong(limit: Int)
        /// More octets than `CertdataLimits.octetsOfValue`.
        case valueTooLong(limit: Int)
        /// More objects than `CertdataLimits.objects`.
        case tooManyObjects(limit: Int)
        /// More problems than `CertdataLimits.problems`: reading ended here.
        case tooManyProblems(limit: Int)
        /// No BEGINDATA before this text, or at all.
        case notCertdata
        /// BEGINDATA was there, and no object came after it.
        case noObjects
        /// The line is no attribute: a name, a type and a value.
        case notAnAttribute(text: String)
        /// An attribute before the first CKA_CLASS.
        case attributeWithoutClass(name: String)
        /// A type that is not known, so that nobody can tell where its value ends.
        case unknownType(name: String, type: String)
        /// An attribute of another type than it must have.
        case wrongType(name: String, type: String)
        /// An attribute that its object has twice, or under two names that say different things.
        case duplicateAttribute(name: String)
        /// A backslash without three octal digits after it.
        case truncatedOctal(name: String)
        /// Octal digits for more than 255, or no octal digits.
        case notOctal(name: String, text: String)
        /// The value does not end with a line END.
        case missingEnd(name: String)
        /// A text that does not end, or holds an escape that C does not know.
        case malformedText(name: String)
        /// More text after a value.
        case textAfterValue(name: String)

        // Objects.
        /// A class that is neither certificate nor trust.
        case unknownClass(name: String)
        /// The label is not UTF-8; it is shown escaped.
        case labelNotUTF8
        /// A trust constant that is not known: it may distrust.
        case unknownTrust(attribute: String, constant: String)
        /// Trust, or distrust, in an object of another class: nobody would heed it.
        case misplacedTrust(attribute: String)
        /// A distrust date that is no date: trusting without it would be wrong.
        case malformedDate(attribute: String)
        /// The objects of a certificate name different dates.
        case datesDiffer(attribute: String)
        /// An attribute that an object of its class must have.
        case missingAttribute(name: String)
        /// The serial number is no DER INTEGER.
        case malformedSerial
        /// The same, of an entry that distrusts: what it distrusts can't be told.
        case unidentifiedDistrust
        /// The certificate can't be decoded.
        case undecodable(reason: String)
        /// An attribute beside the certificate says something else than the certificate.
        case contradictsCertificate(attribute: String)

        // Certificates and their trust.
        /// Nothing says what the certificate is trusted for.
        case certificateWithoutTrust
        /// Nothing in the list has this issuer, serial number and hash, and it is no distrust.
        case trustWithoutCertificate
        /// The certificate of this issuer and serial number has another hash.
        case hashDisagrees
        /// The certificate of this hash has another issuer or serial number.
        case nameDisagrees
        /// Two certificates have this issuer and serial number, and no hash says which one is meant.
        case ambiguous
        /// A certificate that the list has already, from that line on.
        case duplicateCertificate(line: Int)
        /// Trust for a certificate that has some already, from that line on.
        case duplicateTrust(line: Int)
        /// Trust for a certificate that has another one already, from that line on.
        case contradictoryTrust(line: Int)
    }
}

extension CertdataProblem: CustomStringConvertible {
    /// `line 12: Root A: the certificate has no trust object`.
    public var description: String { "line \(line): \(label.map { "\($0): " } ?? "")\(reason)" }

    /// What follows from it.
    public var severity: Severity { reason.severity }
}
