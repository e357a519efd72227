import ServerIdentity

/// The outer form of a stored OCSP response (RFC 6960 section 4.2.1): enough to tell it from the other files that
/// people have at hand.
public enum OCSPForm {
    /// Why the octets of a file are no OCSP response in DER, in one clause that is safe to print; nil if they have the
    /// form of one. What is inside is for the engines to judge.
    public static func problem(in octets: [UInt8]) -> String? {
        if octets.isEmpty { return "the file is empty" }
        if let label = firstLabel(of: octets) {
            switch OtherFileKind(label: label) {
            case .ocspResponse:
                return "this is an OCSP response in PEM, and it is given in DER; leave out the lines of dashes and decode "
                    + "the rest: grep -v -- ----- FILE | openssl base64 -d"
            case let kind?: return "\(kind.naming); \(kind.adviceForResponse)"
            case nil: return "\(EscapedText(label)) is no OCSP response"
            }
        }
        if isResponse(octets) { return nil }
        if let kind = OtherFileKind(der: octets), kind != .ocspResponse {
            return "\(kind.naming); \(kind.adviceForResponse)"
        }
        if DERElement.looksLikeDER(octets), let reason = DERElement.problem(in: octets) { return reason.description }
        return "this is no OCSP response; give one in DER, as openssl ocsp -respout writes it"
    }

    /// OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED, responseBytes [0] OPTIONAL }.
    private static func isResponse(_ octets: [UInt8]) -> Bool {
        var outer = DERReader(octets[...])
        guard var content = outer.next(0x30), outer.tag == nil, content.next(0x0A) != nil else { return false }
        return content.tag == nil || (content.next(0xA0) != nil && content.tag == nil)
    }

    private static func firstLabel(of octets: [UInt8]) -> String? {
        var lines = PEMLines(octets)
        while let (_, text, dash) = lines.next() {
            if case .begin(let label) = PEMLine(text, firstDash: dash) { return label }
        }
        return nil
    }
}
