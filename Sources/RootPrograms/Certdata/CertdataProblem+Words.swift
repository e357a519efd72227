extension CertdataProblem.Reason {
    /// What follows from it: damage of the text and lost distrust are errors, what concerns one certificate excludes
    /// that.
    public var severity: CertdataProblem.Severity {
        switch self {
        case .fileTooLong, .lineTooLong, .valueTooLong, .tooManyObjects, .tooManyProblems, .notCertdata, .noObjects,
            .notAnAttribute,
            .attributeWithoutClass, .unknownType, .wrongType, .duplicateAttribute, .truncatedOctal, .notOctal, .missingEnd,
            .malformedText, .textAfterValue, .unknownTrust, .misplacedTrust, .unidentifiedDistrust:
            .error
        case .unknownClass, .malformedDate, .missingAttribute, .malformedSerial, .undecodable,
            .contradictsCertificate,
            .certificateWithoutTrust, .trustWithoutCertificate, .hashDisagrees, .nameDisagrees, .ambiguous, .contradictoryTrust:
            .exclusion
        case .labelNotUTF8, .datesDiffer, .duplicateCertificate, .duplicateTrust: .remark
        }
    }

    /// The reason by which problems are counted: `truncated_octal`.
    public var kind: String {
        switch self {
        case .fileTooLong: "file_too_long"
        case .lineTooLong: "line_too_long"
        case .valueTooLong: "value_too_long"
        case .tooManyObjects: "too_many_objects"
        case .tooManyProblems: "too_many_problems"
        case .notCertdata: "not_certdata"
        case .noObjects: "no_objects"
        case .notAnAttribute: "not_an_attribute"
        case .attributeWithoutClass: "attribute_without_class"
        case .unknownType: "unknown_type"
        case .wrongType: "wrong_type"
        case .duplicateAttribute: "duplicate_attribute"
        case .truncatedOctal: "truncated_octal"
        case .notOctal: "not_octal"
        case .missingEnd: "missing_end"
        case .malformedText: "malformed_text"
        case .textAfterValue: "text_after_value"
        case .unknownClass: "unknown_class"
        case .labelNotUTF8: "label_not_utf8"
        case .unknownTrust: "unknown_trust"
        case .misplacedTrust: "misplaced_trust"
        case .malformedDate: "malformed_date"
        case .datesDiffer: "dates_differ"
        case .missingAttribute: "missing_attribute"
        case .malformedSerial: "malformed_serial"
        case .unidentifiedDistrust: "unidentified_distrust"
        case .undecodable: "undecodable"
        case .contradictsCertificate: "contradicts_certificate"
        case .certificateWithoutTrust: "certificate_without_trust"
        case .trustWithoutCertificate: "trust_without_certificate"
        case .hashDisagrees: "hash_disagrees"
        case .nameDisagrees: "name_disagrees"
        case .ambiguous: "ambiguous"
        case .duplicateCertificate: "duplicate_certificate"
        case .duplicateTrust: "duplicate_trust"
        case .contradictoryTrust: "contradictory_trust"
        }
    }
}

extension CertdataProblem.Reason: CustomStringConvertible {
    /// One clause, safe to print.
    public var description: String {
        switch self {
        case .fileTooLong(let limit): "the file has more octets than the limit of \(limit)"
        case .lineTooLong(let limit): "the line has more octets than the limit of \(limit)"
        case .valueTooLong(let limit): "the value has more octets than the limit of \(limit)"
        case .tooManyObjects(let limit): "more objects than the limit of \(limit)"
        case .tooManyProblems(let limit): "more than \(limit) problems; the rest was not read"
        case .notCertdata: "this is no certdata.txt: there is no BEGINDATA before it"
        case .noObjects: "there is no object after BEGINDATA"
        case .notAnAttribute(let text): "'\(text)' is no attribute: a name, a type and a value"
        case .attributeWithoutClass(let name): "\(name) before any CKA_CLASS"
        case .unknownType(let name, let type): "\(name) has the type \(type), which is not known"
        case .wrongType(let name, let type): "\(name) can't be of type \(type)"
        case .duplicateAttribute(let name): "the object has \(name) already, or something that contradicts it"
        case .truncatedOctal(let name): "truncated octal in \(name): a backslash needs three digits"
        case .notOctal(let name, let text): "'\(text)' in \(name) is no octal number up to 377"
        case .missingEnd(let name): "\(name) does not end: a line END is missing before this one"
        case .malformedText(let name): "the text of \(name) does not end, or holds an unknown escape"
        case .textAfterValue(let name): "more text after the value of \(name)"
        case .unknownClass(let name): "an object of class \(name)"
        case .labelNotUTF8: "the label is not UTF-8"
        case .unknownTrust(let attribute, let constant): "\(attribute) is \(constant), which is not known"
        case .misplacedTrust(let attribute): "\(attribute) in an object that is no trust object"
        case .malformedDate(let attribute): "\(attribute) is no date"
        case .datesDiffer(let attribute): "the objects of the certificate differ in \(attribute); the earliest date holds"
        case .missingAttribute(let name): "there is no \(name)"
        case .malformedSerial: "the serial number is no DER INTEGER"
        case .unidentifiedDistrust: "the entry distrusts something, and does not say what"
        case .undecodable(let reason): "the certificate can't be decoded: \(reason)"
        case .contradictsCertificate(let attribute): "\(attribute) is not what the certificate says"
        case .certificateWithoutTrust: "the certificate has no trust object"
        case .trustWithoutCertificate: "the trust object has no certificate"
        case .hashDisagrees: "the certificate of this issuer and serial number has another hash"
        case .nameDisagrees: "the certificate of this hash has another issuer or serial number"
        case .ambiguous: "two certificates have this issuer and serial number, and no hash says which one is meant"
        case .duplicateCertificate(let line): "the certificate is there already, from line \(line) on"
        case .duplicateTrust(let line): "the certificate has the same trust already, from line \(line) on"
        case .contradictoryTrust(let line): "the certificate has another trust already, from line \(line) on"
        }
    }
}
