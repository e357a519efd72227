import Countersigning
import ServerIdentity

/// Servers that are asked for by another name than they present.
extension FailureRow {
    private static func names(
        _ name: String, unsaid: [String] = [], _ presented: [[UInt8]]?, asked: String, common: [UInt8]? = nil,
        isWebPKI: Bool = false
    ) -> FailureRow {
        FailureRow(name, unsaid: unsaid) { pki in
            let leaf = try pki.server {
                $0.names = presented
                if let common { $0.subject = common }
            }
            return try pki.report([leaf, pki.ca], for: asked) { if isWebPKI { $0.policy = .webpki } }
        }
    }

    static let names = [
        names("another host name", [FailureName.dns("www.good.example")], asked: "mail.good.example"),
        names("a thousand other names", (0..<1_000).map { FailureName.dns("host\($0).good.example") }, asked: "mail.good.example"),
        names("an address is asked for, only host names are there", [FailureName.dns("www.good.example")], asked: "192.0.2.7"),
        names("another address", [FailureName.ip([192, 0, 2, 1])], asked: "192.0.2.7"),
        names("a host name is asked for, only an address is there", [FailureName.ip([192, 0, 2, 1])], asked: "www.good.example"),
        names("the address stands in a dNSName", [FailureName.dns("192.0.2.7")], asked: "192.0.2.7"),
        names("only mail addresses are there", [FailureName.mail("root@good.example")], asked: "www.good.example"),
        names("the name stands in the common name alone", nil, asked: "www.good.example"),
        names("no subjectAltName and no common name", nil, asked: "www.good.example", common: FailureName.organization("Good")),
        names("a subjectAltName without a name", [], asked: "www.good.example"),
        names("a wildcard of two labels", [FailureName.dns("*.example")], asked: "good.example"),
        names("a partial wildcard", [FailureName.dns("w*.good.example")], asked: "www.good.example"),
        names("a wildcard for the label below", [FailureName.dns("*.good.example")], asked: "a.www.good.example"),
        names("a wildcard for the domain itself", [FailureName.dns("*.good.example")], asked: "good.example"),
        names("a wildcard that is not the first label", [FailureName.dns("www.*.example")], asked: "www.good.example"),
        names(
            "a wildcard on a public suffix, by the policy webpki", [FailureName.dns("*.co.uk")], asked: "good.co.uk",
            common: FailureName.common("*.co.uk"), isWebPKI: true),
        names("a dot at the end", [FailureName.dns("www.good.example.")], asked: "www.good.example"),
        names("a name beyond ASCII as UTF-8", [FailureName.dns("straße.good.example")], asked: "xn--strae-oqa.good.example"),
        names("a URL in a dNSName", [FailureName.dns("https://www.good.example")], asked: "www.good.example"),
        names("a blank in a dNSName", [FailureName.dns("www.good.example ")], asked: "www.good.example"),
    ]
}
