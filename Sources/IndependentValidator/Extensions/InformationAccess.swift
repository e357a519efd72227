import SwiftASN1

/// authorityInfoAccess and subjectInfoAccess (RFC 5280 section 4.2.2): where to find more. Nothing is fetched; the form is checked.
enum InformationAccess {
    static func check(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var isEmpty = true
        for description in try parseDER(value, field: field).children(.sequence, field) {
            isEmpty = false
            var fields = try FieldReader(description, field)
            _ = try OID(try fields.next("accessMethod"), "\(field).accessMethod")
            _ = try GeneralName(try fields.next("accessLocation"), "\(field).accessLocation")
            try fields.end()
        }
        if isEmpty { throw CertificateDecodingError(field: field, reason: "no access description: SIZE (1..MAX)") }
    }
}
