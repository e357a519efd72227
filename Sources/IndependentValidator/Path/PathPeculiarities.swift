import ServerIdentity
import SwiftASN1

/// What is lawful along a path and yet read in another way by other verifiers: a note for each, by which the ledger
/// tells why they differ.
enum PathPeculiarities {
    /// - Parameters:
    ///   - path: leaf first; the one that was accepted, or as far as one leads.
    ///   - context: what else was presented and is trusted.
    static func notes(_ path: [PathCertificate], _ context: PathContext) -> [Finding] {
        guard let leaf = path.first else { return [] }
        var notes = ofLeaf(leaf)
        for certificate in path { notes += ofEach(certificate) }
        for (certificate, issuer) in zip(path, path.dropFirst()) {
            notes += ofLink(certificate, issuer)
            if context.hasNamesake(of: issuer, above: certificate) {
                notes.append(
                    note(
                        .namesakeOfIssuer, certificate,
                        "another CA has the name of '\(issuer.subjectText)', whose key signed it, and nothing in it tells them apart",
                        "RFC 5280 section 6.1"))
            }
        }
        for (place, ca) in path.enumerated().dropFirst() {
            notes += ofCA(ca, above: leaf)
            notes += ofFeatures(ca, path[..<place])
            notes += ofMail(ca, above: path[..<place])
            if let twin = context.worseTwin(of: ca, above: path[place - 1]) {
                notes.append(
                    note(
                        .twinOfIssuer, ca,
                        "of the same name and key there is a trust anchor that \(twin), and the path does not use it",
                        "RFC 5280 section 6.1"))
            }
        }
        let hasMailConstraints = path.dropFirst().contains { ca in
            ca.decoded.extensions.nameConstraints?.forms.contains(.email) == true
        }
        if hasMailConstraints, leaf.decoded.alternativeNames.contains(where: \.isUTF8Mailbox) {
            notes.append(
                note(
                    .utf8Mailbox, leaf, "its subjectAltName holds an SmtpUTF8Mailbox, below constraints on mail addresses",
                    "RFC 9598 section 6"))
        }
        for intermediate in path.dropFirst().dropLast() where intermediate.isSelfIssued {
            notes.append(
                note(
                    .selfIssuedIntermediate, intermediate, "it is self-issued, and no pathLenConstraint counts it",
                    "RFC 5280 section 4.2.1.9"))
        }
        if path.count == 2, leaf.isSelfIssued, path[0].ca == path[1].ca {
            notes.append(
                note(
                    .leafOfAnchorsKey, leaf,
                    "it is self-signed with the name and the key of a trust anchor, and another certificate",
                    "RFC 5280 section 6.1.3 (a)"))
        }
        if path.count > longPath {
            notes.append(
                note(
                    .longPath, leaf, "the path has \(path.count) certificates, more than \(longPath)",
                    "RFC 5280 section 6.1"))
        }
        return notes
    }

    /// 100: OpenSSL's limit, unless told otherwise.
    private static let longPath = 100

    private static func note(_ cause: Cause, _ certificate: PathCertificate, _ detail: String, _ rule: String)
        -> Finding
    {
        Finding(
            .other(.profileViolation, cause, detail: detail), depth: certificate.depth, rule: rule,
            origin: certificate.origin,
            anchor: certificate.anchorName)
    }

    // MARK: One certificate

    private static func ofLeaf(_ leaf: PathCertificate) -> [Finding] {
        let extensions = leaf.decoded.extensions
        var notes: [Finding] = []
        if let usage = extensions.keyUsage, !usage.contains(.digitalSignature) {
            notes.append(
                note(
                    .noDigitalSignature, leaf,
                    "its keyUsage lacks digitalSignature, which TLS 1.3 and every (EC)DHE handshake need",
                    "RFC 5280 section 4.2.1.3"))
        }
        if let usage = extensions.extendedKeyUsage, usage.purposes.contains(.anyExtendedKeyUsage),
            !usage.purposes.contains(.serverAuthentication)
        {
            notes.append(
                note(
                    .anyUsageOfLeaf, leaf, "its extendedKeyUsage allows any purpose, and does not name serverAuth",
                    "RFC 5280 section 4.2.1.12"))
        }
        if extensions.policyMappings != nil {
            notes.append(
                note(
                    .policyMappingsInLeaf, leaf, "it has policyMappings, which count in a CA alone",
                    "RFC 5280 section 6.1.4 (a)"))
        }
        return notes
    }

    private static func ofEach(_ certificate: PathCertificate) -> [Finding] {
        let extensions = certificate.decoded.extensions
        var notes: [Finding] = []
        if extensions[.proxyCertificateInformation] != nil {
            notes.append(
                note(
                    .proxyCertificate, certificate, "it has proxyCertInfo, which is not critical",
                    "RFC 3820 section 3.8"))
        }
        if let type = extensions[.netscapeCertificateType], !allowsServers(type.value, isCA: certificate.decoded.isCA) {
            notes.append(
                note(
                    .netscapeType, certificate,
                    "its Netscape certificate type names no TLS servers, which RFC 5280 does not know",
                    "RFC 5280 section 4.2.1.12"))
        }
        if extensions.isCritical(.policyMappings) || extensions.isCritical(.policyConstraints) {
            notes.append(
                note(
                    .criticalPolicyExtension, certificate, "its policyMappings or policyConstraints are critical",
                    "RFC 5280 section 4.2.1.11"))
        }
        if extensions.isCritical(.tlsFeature) {
            notes.append(
                note(.criticalTLSFeature, certificate, "its TLS feature extension is critical", "RFC 7633 section 4.1"))
        }
        for name in certificate.decoded.alternativeNames {
            switch name {
            case .x400, .ediParty:
                notes.append(
                    note(
                        .rareKindOfName, certificate, "its subjectAltName holds an \(name.form.rawValue)",
                        "RFC 5280 section 4.2.1.6"))
            case .directory(let directory) where directory.isEmpty:
                notes.append(
                    note(
                        .emptyDirectoryName, certificate, "its subjectAltName holds a directoryName without content",
                        "RFC 5280 section 4.2.1.6"))
            default: break
            }
        }
        return notes
    }

    private static func ofCA(_ ca: PathCertificate, above leaf: PathCertificate) -> [Finding] {
        let extensions = ca.decoded.extensions
        var notes: [Finding] = []
        if let usage = extensions.extendedKeyUsage, usage.purposes.contains(.anyExtendedKeyUsage),
            !usage.purposes.contains(.serverAuthentication)
        {
            notes.append(
                note(
                    .anyUsageOfCA, ca, "its extendedKeyUsage allows any purpose, and does not name serverAuth",
                    "RFC 5280 section 4.2.1.12"))
        }
        if let length = extensions.basicConstraints?.pathLength, length >= Int(Int32.max) {
            notes.append(
                note(.hugePathLength, ca, "its pathLenConstraint is \(length) or more", "RFC 5280 section 4.2.1.9"))
        }
        if let constraints = extensions.nameConstraints {
            let forms = constraints.forms
            let rare = forms.subtracting([.dns]).map(\.rawValue).sorted()
            let hasOddURI = leaf.decoded.alternativeNames.contains {
                if case .uri(let octets) = $0 { octets.contains(UInt8(ascii: "@")) } else { false }
            }
            if forms.contains(.uri), hasOddURI || constraints.hasEmptyURI {
                notes.append(
                    note(
                        .oddURIConstraint, ca,
                        "its nameConstraints on URIs are empty, or meet a URI with user information",
                        "RFC 5280 section 4.2.1.10"))
            }
            if constraints.hasEmptyMail {
                notes.append(
                    note(
                        .emptyMailConstraint, ca, "its nameConstraints on rfc822Name hold an empty one",
                        "RFC 5280 section 4.2.1.10"))
            }
            if !rare.isEmpty {
                notes.append(
                    note(
                        .constraintsOnOtherKinds, ca, "its nameConstraints are about \(rare.joined(separator: ", "))",
                        "RFC 5280 section 4.2.1.10"))
            }
        }
        return notes
    }

    /// RFC 7633 section 4.2.2: what a CA has, the certificates below it should have too.
    private static func ofFeatures(_ ca: PathCertificate, _ below: ArraySlice<PathCertificate>) -> [Finding] {
        guard let features = ca.decoded.extensions.tlsFeatures?.numbers else { return [] }
        let isLacking = below.contains { certificate in
            !features.isSubset(of: certificate.decoded.extensions.tlsFeatures?.numbers ?? [])
        }
        return isLacking
            ? [note(.tlsFeatureOfCA, ca, "it has a TLS feature that a certificate below it lacks", "RFC 7633 section 4.2.2")]
            : []
    }

    /// Whom a CA's constraints on rfc822Name would reach, if subjectAltName did not come before the subject.
    private static func ofMail(_ ca: PathCertificate, above path: ArraySlice<PathCertificate>) -> [Finding] {
        guard ca.decoded.extensions.nameConstraints?.forms.contains(.email) == true else { return [] }
        let holders = path.filter {
            $0.decoded.extensions.alternativeNames != nil && !$0.decoded.subject.emailAddresses.isEmpty
        }
        return holders.map {
            note(
                .mailAddressInSubject, $0,
                "its subject holds an emailAddress, which constraints on rfc822Name reach only without subjectAltName",
                "RFC 5280 section 4.2.1.10")
        }
    }

    // MARK: Two certificates

    private static func ofLink(_ certificate: PathCertificate, _ issuer: PathCertificate) -> [Finding] {
        var notes: [Finding] = []
        if !certificate.decoded.issuer.octets.isEqual(to: issuer.decoded.subject.octets) {
            notes.append(
                note(
                    .namesNotOctetEqual, certificate,
                    "its issuer is the subject of '\(issuer.subjectText)' by RFC 5280 section 7.1, and not octet by octet",
                    "RFC 5280 section 7.1"))
        }
        if KeyIdentifierMatch(certificate, issuer) == .different {
            notes.append(
                note(
                    .keyIdentifierDiffers, certificate,
                    "its authority key identifier is not the key identifier of '\(issuer.subjectText)', whose key signed it",
                    "RFC 5280 section 4.2.1.1"))
        }
        let asked = certificate.decoded.extensions.authorityKeyIdentifier?.serialNumber
        if let asked, !asked.isEqual(to: issuer.decoded.serialNumber) {
            notes.append(
                note(
                    .authoritySerialDiffers, certificate,
                    "its authority key identifier names another serial number than that of '\(issuer.subjectText)'",
                    "RFC 5280 section 4.2.1.1"))
        }
        return notes
    }
}

extension PathPeculiarities {
    /// nsCertType, a BIT STRING: bit 1 is an SSL server, bit 5 a CA of SSL.
    private static func allowsServers(_ value: ArraySlice<UInt8>, isCA: Bool) -> Bool {
        guard let bits = try? parseDER(value, field: "netscapeCertType").primitive(.bitString, "netscapeCertType"),
            let first = bits.dropFirst().first
        else { return false }
        return first & (isCA ? 0x04 : 0x40) != 0
    }
}

extension GeneralName {
    /// An internationalized mail address (RFC 9598).
    fileprivate var isUTF8Mailbox: Bool {
        if case .other(.smtpUTF8Mailbox, _) = self { true } else { false }
    }
}

extension OID {
    fileprivate static let smtpUTF8Mailbox = OID(1, 3, 6, 1, 5, 5, 7, 8, 9)
    fileprivate static let netscapeCertificateType = OID(2, 16, 840, 1, 113730, 1, 1)
    fileprivate static let proxyCertificateInformation = OID(1, 3, 6, 1, 5, 5, 7, 1, 14)
}
