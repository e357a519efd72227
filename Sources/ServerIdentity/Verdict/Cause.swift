/// Why exactly: the machine-readable cause of a finding, finer than its `FindingID`.
///
/// The set is open. A new cause is one constant below, with its row in `sections`; it is then usable wherever a finding
/// is made, in entries of the ledger, and in the record (`cause`). A broken profile rule's cause is the rule's own id.
///
/// ```swift
/// Finding(.other(.weakKey, .dsaKey, detail: "DSA is retired"), depth: 0)
/// ```
public struct Cause: RawRepresentable, Hashable, Sendable {
    /// The word of the record and of ledger files, in snake_case.
    public let rawValue: String

    /// Takes a word as it is.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The cause of a finding about a profile rule that is not kept.
    public init(_ rule: ProfileRule) { self.init(rawValue: rule.rawValue) }
}

// What typed evidence says by itself.
extension Cause {
    /// Judged after notAfter.
    public static let afterNotAfter = Cause(rawValue: "after_not_after")
    /// Judged before notBefore.
    public static let beforeNotBefore = Cause(rawValue: "before_not_before")
    /// None of the names presented is the one asked for.
    public static let otherNames = Cause(rawValue: "other_names")
    /// No name of the kind asked for is presented.
    public static let noNameOfKind = Cause(rawValue: "no_name_of_kind")
    /// The issuer is neither presented nor trusted.
    public static let issuerNotFound = Cause(rawValue: "issuer_not_found")
    /// A self-signed certificate is no trust anchor.
    public static let selfSignedNotTrusted = Cause(rawValue: "self_signed_not_trusted")
    /// The name lies in an excluded subtree.
    public static let nameExcluded = Cause(rawValue: "name_excluded")
    /// A wildcard stands for names in an excluded subtree.
    public static let namePartlyExcluded = Cause(rawValue: "name_partly_excluded")
    /// The name lies in no permitted subtree.
    public static let nameNotPermitted = Cause(rawValue: "name_not_permitted")
    /// The name is none of its kind, so that nothing shows where it lies.
    public static let nameUnplaceable = Cause(rawValue: "name_unplaceable")
    /// The name can't be compared with the subtrees.
    public static let nameNotComparable = Cause(rawValue: "name_not_comparable")
    /// The root program distrusts the certificate.
    public static let distrustedCertificate = Cause(rawValue: "distrusted_certificate")
    /// Issued later than the root program trusts the anchor for.
    public static let distrustDate = Cause(rawValue: "distrust_date")
}

// Form.
extension Cause {
    /// Octets that are no certificate.
    public static let undecodableCertificate = Cause(rawValue: "undecodable_certificate")
    /// An extension whose contents are not by its type.
    public static let undecodableExtension = Cause(rawValue: "undecodable_extension")
    /// A critical extension that the engine does not know.
    public static let unknownCriticalExtension = Cause(rawValue: "unknown_critical_extension")
    /// A trust anchor that the engine can't decode.
    public static let undecodableAnchor = Cause(rawValue: "undecodable_anchor")
    /// A subjectPublicKeyInfo that is no key.
    public static let undecodableKey = Cause(rawValue: "undecodable_key")
    /// A presented name that can match nothing.
    public static let unusableName = Cause(rawValue: "unusable_name")
}

// Paths.
extension Cause {
    /// A CA without basicConstraints.
    public static let noBasicConstraints = Cause(rawValue: "no_basic_constraints")
    /// basicConstraints that say that it is no CA.
    public static let basicConstraintsNoCA = Cause(rawValue: "basic_constraints_no_ca")
    /// A certificate of version 1 or 2 that issued another.
    public static let oldVersionAsCA = Cause(rawValue: "old_version_as_ca")
    /// An issuer that is no CA, the library does not say why.
    public static let issuerNotCA = Cause(rawValue: "issuer_not_ca")
    /// A CA whose keyUsage lacks keyCertSign.
    public static let noCertificateSigning = Cause(rawValue: "no_certificate_signing")
    /// An extendedKeyUsage of a CA that lacks the purpose.
    public static let purposeOfCA = Cause(rawValue: "purpose_of_ca")
    /// More CAs below than pathLenConstraint allows.
    public static let pathLengthConstraint = Cause(rawValue: "path_length_constraint")
    /// More intermediates than the policy allows.
    public static let maximumIntermediates = Cause(rawValue: "maximum_intermediates")
    /// A name outside the constraints, the library does not say which.
    public static let nameOutsideConstraints = Cause(rawValue: "name_outside_constraints")
    /// No valid policy is left where the path requires one.
    public static let noValidPolicy = Cause(rawValue: "no_valid_policy")
    /// anyPolicy in a mapping.
    public static let anyPolicyMapped = Cause(rawValue: "any_policy_mapped")
    /// None of the policies that the caller wants.
    public static let noWantedPolicy = Cause(rawValue: "no_wanted_policy")
    /// The work that a chain asks for passes a limit.
    public static let workLimit = Cause(rawValue: "work_limit")
    /// Another path is accepted; the finding is what stands against the one that is not needed.
    public static let otherPathTaken = Cause(rawValue: "other_path_taken")
    /// The chain is not accepted in the order presented, but in another one.
    public static let orderPresented = Cause(rawValue: "order_presented")
    /// The root program forbids it; the library can't be told, and its own opinion alone was asked for.
    public static let passedOver = Cause(rawValue: "passed_over")
}

// Names, keys, signatures, usage.
extension Cause {
    /// An identity of a kind that the engine compares with nothing.
    public static let kindNotCompared = Cause(rawValue: "kind_not_compared")
    /// An ECDSA signature whose two numbers are not encoded in DER.
    public static let signatureNotDER = Cause(rawValue: "signature_not_der")
    /// An RSA-PSS salt of another length than the hash.
    public static let unusualSalt = Cause(rawValue: "unusual_salt")
    /// A Netscape certificate type without the bit for servers, or for CAs of them.
    public static let netscapeType = Cause(rawValue: "netscape_type")
    /// A URI, or a constraint on URIs, that verifiers take apart in different ways.
    public static let oddURIConstraint = Cause(rawValue: "odd_uri_constraint")
    /// The issuer's name is there, and none of its keys made the signature.
    public static let issuerKeyDiffers = Cause(rawValue: "issuer_key_differs")
    /// A key that signs in the handshake, and whose keyUsage lacks digitalSignature.
    public static let noDigitalSignature = Cause(rawValue: "no_digital_signature")
    /// An SRV-ID or URI-ID below constraints that bind dNSNames alone.
    public static let kindUnconstrained = Cause(rawValue: "kind_unconstrained")
    /// A library matched the common name of the subject.
    public static let commonNameMatched = Cause(rawValue: "common_name_matched")
    /// A DSA key.
    public static let dsaKey = Cause(rawValue: "dsa_key")
    /// An RSA modulus that is too short.
    public static let shortModulus = Cause(rawValue: "short_modulus")
    /// A curve that is too small.
    public static let smallCurve = Cause(rawValue: "small_curve")
    /// A key below the library's security level.
    public static let keyBelowLevel = Cause(rawValue: "key_below_level")
    /// A key beyond the engine's limits.
    public static let keyAboveLimits = Cause(rawValue: "key_above_limits")
    /// A signature algorithm that nothing may be trusted by.
    public static let weakSignatureAlgorithm = Cause(rawValue: "weak_signature_algorithm")
    /// A signature that the issuer's key did not make.
    public static let wrongSignature = Cause(rawValue: "wrong_signature")
    /// A signature that a key of the issuer's kind can't have made.
    public static let signatureOfOtherKind = Cause(rawValue: "signature_of_other_kind")
    /// An extendedKeyUsage of the leaf that lacks the purpose.
    public static let purposeOfLeaf = Cause(rawValue: "purpose_of_leaf")
    /// A keyUsage of the leaf without any use in TLS.
    public static let noUseInTLS = Cause(rawValue: "no_use_in_tls")
    /// A CA as a server, whose key is for signing certificates only; let be.
    public static let signingKeyAsServer = Cause(rawValue: "signing_key_as_server")
}

// What is lawful, and what others read in another way.
extension Cause {
    /// Issuer and subject are equal by RFC 5280 section 7.1, not octet by octet.
    public static let namesNotOctetEqual = Cause(rawValue: "names_not_octet_equal")
    /// The authority key identifier is not the issuer's key identifier.
    public static let keyIdentifierDiffers = Cause(rawValue: "key_identifier_differs")
    /// The serial number in the authority key identifier is not the issuer's.
    public static let authoritySerialDiffers = Cause(rawValue: "authority_serial_differs")
    /// A CA's extendedKeyUsage allows any purpose and does not name the one that is asked for.
    public static let anyUsageOfCA = Cause(rawValue: "any_usage_of_ca")
    /// The leaf's extendedKeyUsage allows any purpose and does not name serverAuth.
    public static let anyUsageOfLeaf = Cause(rawValue: "any_usage_of_leaf")
    /// Policy mappings or policy constraints that are critical.
    public static let criticalPolicyExtension = Cause(rawValue: "critical_policy_extension")
    /// Another CA, with another key, has the issuer's name, and no key identifier tells the two apart.
    public static let namesakeOfIssuer = Cause(rawValue: "namesake_of_issuer")
    /// A CA has a TLS feature that the leaf lacks.
    public static let tlsFeatureOfCA = Cause(rawValue: "tls_feature_of_ca")
    /// A TLS feature extension that is critical.
    public static let criticalTLSFeature = Cause(rawValue: "critical_tls_feature")
    /// A self-signed leaf with the name and the key of an anchor, and not that anchor's certificate.
    public static let leafOfAnchorsKey = Cause(rawValue: "leaf_of_anchors_key")
    /// A self-issued intermediate, which no pathLenConstraint counts.
    public static let selfIssuedIntermediate = Cause(rawValue: "self_issued_intermediate")
    /// A pathLenConstraint of 2^31 or more.
    public static let hugePathLength = Cause(rawValue: "huge_path_length")
    /// A path of more than 100 certificates.
    public static let longPath = Cause(rawValue: "long_path")
    /// A subjectAltName with an x400Address or an ediPartyName.
    public static let rareKindOfName = Cause(rawValue: "rare_kind_of_name")
    /// A subjectAltName with a directoryName without content.
    public static let emptyDirectoryName = Cause(rawValue: "empty_directory_name")
    /// Name constraints of a CA on other kinds of names than dNSName.
    public static let constraintsOnOtherKinds = Cause(rawValue: "constraints_on_other_kinds")
    /// An emailAddress in the subject, below constraints on rfc822Name, beside a subjectAltName.
    public static let mailAddressInSubject = Cause(rawValue: "mail_address_in_subject")
    /// A leaf with proxyCertInfo that is not critical.
    public static let proxyCertificate = Cause(rawValue: "proxy_certificate")
    /// A leaf with policyMappings.
    public static let policyMappingsInLeaf = Cause(rawValue: "policy_mappings_in_leaf")
    /// A directoryName outside every permitted subtree.
    public static let directoryNameNotPermitted = Cause(rawValue: "directory_name_not_permitted")
    /// A URI outside every permitted subtree.
    public static let uriNotPermitted = Cause(rawValue: "uri_not_permitted")
    /// A URI with user information before its host, where constraints do not allow its host.
    public static let uriWithUserInformation = Cause(rawValue: "uri_with_user_information")
    /// A mail address that a CA with an empty constraint on such names does not allow.
    public static let mailBelowEmptyConstraint = Cause(rawValue: "mail_below_empty_constraint")
    /// A CA with an empty constraint on mail addresses.
    public static let emptyMailConstraint = Cause(rawValue: "empty_mail_constraint")
    /// An SmtpUTF8Mailbox, below constraints on mail addresses.
    public static let utf8Mailbox = Cause(rawValue: "utf8_mailbox")
    /// A trust anchor of the name and key of a CA on the path, with dates, purposes or constraints that would refuse.
    public static let twinOfIssuer = Cause(rawValue: "twin_of_issuer")
    /// An address outside every permitted subtree.
    public static let addressNotPermitted = Cause(rawValue: "address_not_permitted")
}

// Revocation.
extension Cause {
    /// A CRL holds the certificate.
    public static let revokedInCRL = Cause(rawValue: "revoked_in_crl")
    /// The stapled response says revoked.
    public static let revokedInStaple = Cause(rawValue: "revoked_in_staple")
    /// A trust anchor was revoked by its own issuer.
    public static let revokedAnchor = Cause(rawValue: "revoked_anchor")
    /// An OCSP response that somebody fetched says revoked.
    public static let revokedInResponse = Cause(rawValue: "revoked_in_response")
    /// No CRL of the issuer is at hand.
    public static let noCRL = Cause(rawValue: "no_crl")
    /// A CRL that is about other certificates or distribution points.
    public static let otherScopeOfCRL = Cause(rawValue: "other_scope_of_crl")
    /// The CRLs do not cover all reasons.
    public static let reasonsNotCovered = Cause(rawValue: "reasons_not_covered")
    /// A CRL that can't be decoded.
    public static let undecodableCRL = Cause(rawValue: "undecodable_crl")
    /// A CRL of another time.
    public static let untimelyCRL = Cause(rawValue: "untimely_crl")
    /// A CRL with a critical extension that is not known, or with issuers though not indirect.
    public static let unusableCRL = Cause(rawValue: "unusable_crl")
    /// A CRL without nextUpdate, which never ages.
    public static let undatedCRL = Cause(rawValue: "undated_crl")
    /// A CRL that is signed with an algorithm that nothing may be trusted by.
    public static let weaklySignedCRL = Cause(rawValue: "weakly_signed_crl")
    /// A CRL that breaks a rule of the profile. That of its number has its own cause, `revocation_list_number`.
    public static let profileOfCRL = Cause(rawValue: "profile_of_crl")
    /// A CRL whose signature does not hold, or whose signer is not known or may not sign.
    public static let signerOfCRL = Cause(rawValue: "signer_of_crl")
    /// No engine that decides judged revocation, though it was asked for.
    public static let judgedByNobody = Cause(rawValue: "judged_by_nobody")
    /// Revocation can't be told, the library says no more.
    public static let statusUnknown = Cause(rawValue: "status_unknown")
    /// No stapled response where the certificate promises one.
    public static let noStaple = Cause(rawValue: "no_staple")
    /// A stapled response that proves nothing.
    public static let stapleProvesNothing = Cause(rawValue: "staple_proves_nothing")
    /// A stapled response that says nothing of the certificate: tryLater, unknown.
    public static let stapleWithoutStatus = Cause(rawValue: "staple_without_status")
    /// A stapled response with a certificate that the root program distrusts, or may distrust.
    public static let distrustedResponder = Cause(rawValue: "distrusted_responder")
    /// The responder's own certificate was not checked for revocation.
    public static let responderUnchecked = Cause(rawValue: "responder_unchecked")
}

// What the caller demands, and what a library does not explain.
extension Cause {
    /// None of the pinned keys.
    public static let notPinned = Cause(rawValue: "not_pinned")
    /// Another key than at first use.
    public static let keyChanged = Cause(rawValue: "key_changed")
    /// A key that can't be read, so that it is none of those expected.
    public static let keyUnreadable = Cause(rawValue: "key_unreadable")
    /// The library refuses and says no more than the finding's id and its own code.
    public static let libraryCode = Cause(rawValue: "library_code")
}

extension Cause {
    /// Every cause that this version gives to findings, with the section that it is about; profile rules included.
    ///
    /// A ledger file that names another one is refused: it would explain nothing.
    public static let known: [Cause: String] = {
        var known = Dictionary(uniqueKeysWithValues: sections)
        for rule in ProfileRule.allCases { known[Cause(rule)] = rule.source }
        return known
    }()

    private static let sections: [(Cause, String)] = [
        (.afterNotAfter, "RFC 5280 section 6.1.3 (a)(2)"), (.beforeNotBefore, "RFC 5280 section 6.1.3 (a)(2)"),
        (.otherNames, "RFC 9525 section 6"), (.noNameOfKind, "RFC 9525 section 6"),
        (.issuerNotFound, "RFC 5280 section 6.1"), (.selfSignedNotTrusted, "RFC 5280 section 6.1"),
        (.nameExcluded, "RFC 5280 section 4.2.1.10"), (.namePartlyExcluded, "RFC 5280 section 4.2.1.10"),
        (.namesNotOctetEqual, "RFC 5280 section 7.1"), (.keyIdentifierDiffers, "RFC 5280 section 4.2.1.1"),
        (.authoritySerialDiffers, "RFC 5280 section 4.2.1.1"), (.anyUsageOfCA, "RFC 5280 section 4.2.1.12"),
        (.anyUsageOfLeaf, "RFC 5280 section 4.2.1.12"), (.criticalPolicyExtension, "RFC 5280 section 4.2.1.11"),
        (.namesakeOfIssuer, "RFC 5280 section 6.1"), (.twinOfIssuer, "RFC 5280 section 6.1"),
        (.uriWithUserInformation, "RFC 5280 section 4.2.1.10"), (.utf8Mailbox, "RFC 9598 section 6"),
        (.mailBelowEmptyConstraint, "RFC 5280 section 4.2.1.10"), (.emptyMailConstraint, "RFC 5280 section 4.2.1.10"),
        (.tlsFeatureOfCA, "RFC 7633 section 4.2.2"), (.criticalTLSFeature, "RFC 7633 section 4.1"),
        (.leafOfAnchorsKey, "RFC 5280 section 6.1.3 (a)"), (.selfIssuedIntermediate, "RFC 5280 section 4.2.1.9"),
        (.hugePathLength, "RFC 5280 section 4.2.1.9"),
        (.longPath, "RFC 5280 section 6.1"), (.rareKindOfName, "RFC 5280 section 4.2.1.6"),
        (.emptyDirectoryName, "RFC 5280 section 4.2.1.6"), (.constraintsOnOtherKinds, "RFC 5280 section 4.2.1.10"),
        (.proxyCertificate, "RFC 3820 section 3.8"),
        (.mailAddressInSubject, "RFC 5280 section 4.2.1.10"), (.policyMappingsInLeaf, "RFC 5280 section 6.1.4 (a)"),
        (.directoryNameNotPermitted, "RFC 5280 section 4.2.1.10"), (.uriNotPermitted, "RFC 5280 section 4.2.1.10"),
        (.addressNotPermitted, "RFC 5280 section 4.2.1.10"),
        (.nameNotPermitted, "RFC 5280 section 4.2.1.10"), (.nameUnplaceable, "RFC 5280 section 4.2.1.10"),
        (.nameNotComparable, "RFC 5280 sections 4.2.1.10 and 7.1"),
        (.distrustedCertificate, "RFC 5280 section 6.2"), (.distrustDate, "RFC 5280 section 6.2"),

        (.undecodableCertificate, "RFC 5280 section 4.1"), (.undecodableExtension, "RFC 5280 section 4.2"),
        (.unknownCriticalExtension, "RFC 5280 section 4.2"), (.undecodableAnchor, "RFC 5280 section 4.1"),
        (.undecodableKey, "RFC 5280 section 4.1.2.7"), (.unusableName, "RFC 5280 section 4.2.1.6"),

        (.noBasicConstraints, "RFC 5280 section 6.1.4 (k)"), (.basicConstraintsNoCA, "RFC 5280 section 6.1.4 (k)"),
        (.oldVersionAsCA, "RFC 5280 section 6.1.4 (k)"), (.issuerNotCA, "RFC 5280 section 6.1.4 (k)"),
        (.noCertificateSigning, "RFC 5280 section 6.1.4 (n)"), (.purposeOfCA, "RFC 5280 section 4.2.1.12"),
        (.pathLengthConstraint, "RFC 5280 section 6.1.4 (m)"), (.maximumIntermediates, "RFC 5280 section 6.1"),
        (.nameOutsideConstraints, "RFC 5280 section 4.2.1.10"), (.noValidPolicy, "RFC 5280 section 6.1.3 (f)"),
        (.anyPolicyMapped, "RFC 5280 section 6.1.4 (a)"), (.noWantedPolicy, "RFC 5280 section 6.1.5 (g)"),
        (.workLimit, "RFC 4158 section 1.3"), (.otherPathTaken, "RFC 4158 section 2"),
        (.orderPresented, "RFC 8446 section 4.4.2"), (.passedOver, "RFC 5280 section 6.2"),

        (.signatureNotDER, "RFC 3279 section 2.2.3"), (.unusualSalt, "RFC 4055 section 3.1"),
        (.netscapeType, "RFC 5280 section 4.2.1.12"),
        (.oddURIConstraint, "RFC 5280 section 4.2.1.10"),
        (.issuerKeyDiffers, "RFC 5280 section 6.1.3 (a)(1)"),
        (.noDigitalSignature, "RFC 5280 section 4.2.1.3"),
        (.kindNotCompared, "RFC 9525 section 6"), (.kindUnconstrained, "RFC 5280 section 4.2.1.10"),
        (.commonNameMatched, "RFC 9525 section 2"),
        (.dsaKey, "FIPS 186-5"), (.shortModulus, "NIST SP 800-131A section 3"), (.smallCurve, "CABF BR 6.1.5"),
        (.keyBelowLevel, "NIST SP 800-131A section 3"), (.keyAboveLimits, "RFC 8017 section 3.1"),
        (.weakSignatureAlgorithm, "RFC 5280 section 6.1.3 (a)(1)"), (.wrongSignature, "RFC 5280 section 6.1.3 (a)(1)"),
        (.signatureOfOtherKind, "RFC 5280 section 6.1.3 (a)(1)"), (.purposeOfLeaf, "RFC 5280 section 4.2.1.12"),
        (.noUseInTLS, "RFC 5280 section 4.2.1.12"), (.signingKeyAsServer, "RFC 5280 section 4.2.1.12"),

        (.revokedInCRL, "RFC 5280 section 6.3.3"), (.revokedInStaple, "RFC 6960 section 2.2"),
        (.revokedInResponse, "RFC 6960 section 2.2"), (.revokedAnchor, "RFC 5280 section 6.3"),
        (.noCRL, "RFC 5280 section 6.3"), (.otherScopeOfCRL, "RFC 5280 section 6.3.3 (b)"),
        (.reasonsNotCovered, "RFC 5280 section 6.3.3 (e)"), (.undecodableCRL, "RFC 5280 section 5.1"),
        (.untimelyCRL, "RFC 5280 section 6.3.3 (a)"), (.unusableCRL, "RFC 5280 section 5.2"),
        (.undatedCRL, "RFC 5280 section 5.1.2.5"), (.weaklySignedCRL, "RFC 9155"),
        (.profileOfCRL, "RFC 5280 section 5.2"), (.signerOfCRL, "RFC 5280 section 6.3.3 (f) and (g)"),
        (.judgedByNobody, "RFC 5280 section 6.3"),
        (.statusUnknown, "RFC 5280 section 6.3"), (.noStaple, "RFC 7633 section 4.3.3"),
        (.stapleProvesNothing, "RFC 6960 section 3.2"), (.stapleWithoutStatus, "RFC 6960 section 2.3"),
        (.distrustedResponder, "RFC 5280 section 6.2"), (.responderUnchecked, "RFC 6960 section 4.2.2.2.1"),

        (.notPinned, "RFC 7469 section 2.6"), (.keyChanged, "RFC 7469 section 2.6"),
        (.keyUnreadable, "RFC 7469 section 2.4"), (.libraryCode, "RFC 5280 section 6.1"),
    ]
}

extension Cause: Codable {
    /// Reads the word.
    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the word.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

extension Evidence {
    /// The cause that the evidence stands for.
    public var cause: Cause {
        switch self {
        case .expired: .afterNotAfter
        case .notYetValid: .beforeNotBefore
        case .nameMismatch: .otherNames
        case .noUsableName: .noNameOfKind
        case .unknownIssuer: .issuerNotFound
        case .selfSigned: .selfSignedNotTrusted
        case .nameConstraint(let breach) where breach.kind == .mailBelowEmptyConstraint: .mailBelowEmptyConstraint
        case .nameConstraint(let breach) where breach.kind == .uriWithUserInformation: .uriWithUserInformation
        case .nameConstraint(let breach):
            switch breach.place {
            case .excluded: .nameExcluded
            case .partlyExcluded: .namePartlyExcluded
            case .notPermitted:
                switch breach.kind {
                case .directoryName: .directoryNameNotPermitted
                case .uri: .uriNotPermitted
                case .address: .addressNotPermitted
                case .other, .uriWithUserInformation, .mailBelowEmptyConstraint: .nameNotPermitted
                }
            case .unplaceable: .nameUnplaceable
            case .notComparable: .nameNotComparable
            }
        case .distrusted: .distrustedCertificate
        case .distrustedAfter: .distrustDate
        case .other(_, let cause, _): cause
        }
    }
}
