import Foundation
public import ServerIdentity

/// Roots and distrusted entries as JSON, in the words of the sidecar.
public enum RootRecord {
    /// One root; `der` only where it is asked for.
    public static func root(_ root: ListedRoot, withDER: Bool = false) -> JSONValue {
        let facts = root.certificate.facts
        var members = [
            JSONMember(name: "label", value: .string(root.label)),
            JSONMember(name: "sha256", value: .string(hexadecimal(root.sha256))),
            JSONMember(name: "subject", value: .string(facts.subject)), JSONMember(name: "issuer", value: .string(facts.issuer)),
            JSONMember(name: "serial", value: .string(facts.serial)),
            JSONMember(name: "not_before", value: .string(facts.validity.notBefore.description)),
            JSONMember(name: "not_after", value: .string(facts.validity.notAfter.description)),
            JSONMember(name: "key", value: .string(facts.key)), JSONMember(name: "trust", value: trust(root.trust)),
            JSONMember(name: "server_distrust_after", value: .optional(root.serverDistrustAfter?.description)),
            JSONMember(name: "email_distrust_after", value: .optional(root.emailDistrustAfter?.description)),
            JSONMember(name: "line", value: .integer(Int64(root.line))),
        ]
        if withDER { members.append(JSONMember(name: "der", value: .string(base64(root.certificate.der.octets)))) }
        return .object(members)
    }

    /// Something that is distrusted; `der` only where it is asked for, and null where the list has no certificate.
    public static func distrusted(_ entry: DistrustedRoot, withDER: Bool = false) -> JSONValue {
        var members = [
            JSONMember(name: "label", value: .string(entry.label)),
            JSONMember(name: "issuer_der", value: .string(base64(entry.issuer))),
            JSONMember(name: "serial", value: .string(hexadecimal(entry.serial))),
            JSONMember(name: "sha256", value: .optional(entry.certificate.map { hexadecimal($0.facts.sha256) })),
            JSONMember(name: "trust", value: trust(entry.trust)), JSONMember(name: "line", value: .integer(Int64(entry.line))),
        ]
        if withDER { members.append(JSONMember(name: "der", value: .optional(entry.certificate.map { base64($0.der.octets) }))) }
        return .object(members)
    }

    private static func base64(_ octets: [UInt8]) -> String { Data(octets).base64EncodedString() }

    private static func trust(_ trust: PurposeTrust) -> JSONValue {
        .object(RootPurpose.allCases.map { JSONMember(name: $0.rawValue, value: .string(trust[$0].rawValue)) })
    }
}
