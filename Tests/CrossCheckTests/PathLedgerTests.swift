import CrossCheck
import ServerIdentity
import Testing

@Suite("Ledger: differences about paths")
struct PathLedgerTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let entry: String?, acceptedBy: String, refusedBy: String, finding: Finding
        let policy: Policy, asked: String, notes: [Finding], hasLists: Bool

        var testDescription: String {
            "\(entry ?? "unexplained"): \(acceptedBy) accepts, \(refusedBy) refuses, \(finding.id.rawValue)"
        }

        init(
            _ entry: String?, by acceptedBy: String, not refusedBy: String, _ id: FindingID, _ cause: Cause = .libraryCode,
            depth: Int? = 0, policy: Policy = .default, asked: String = "www.example.com",
            noting note: FindingID? = nil, hasLists: Bool = false
        ) {
            self.init(
                entry, by: acceptedBy, not: refusedBy, Finding(.other(id, cause, detail: "x"), depth: depth), policy, asked, note,
                hasLists)
        }

        init(
            _ entry: String?, by acceptedBy: String, not refusedBy: String, _ finding: Finding, _ policy: Policy = .default,
            _ asked: String = "www.example.com", _ note: FindingID? = nil, _ hasLists: Bool = false
        ) {
            self.hasLists = hasLists
            (self.entry, self.acceptedBy, self.refusedBy, self.finding) = (entry, acceptedBy, refusedBy, finding)
            (self.policy, self.asked) = (policy, asked)
            notes = note.map { [Finding(.other($0, .libraryCode, detail: "x"), depth: 0)] } ?? []
        }

        init(
            _ entry: String?, by acceptedBy: String, not refusedBy: String, _ finding: Finding,
            noting place: NameConstraintBreach.Place
        ) {
            let breach = NameConstraintBreach(name: "commonName 'a'", place: place, issuer: "CN=a")
            self.init(entry, by: acceptedBy, not: refusedBy, finding, notes: [Finding(.nameConstraint(breach), depth: 0)])
        }

        init(
            _ entry: String?, by acceptedBy: String, not refusedBy: String, _ id: FindingID, depth: Int = 0,
            noted cause: String
        ) {
            let note = Finding(.other(.profileViolation, Cause(rawValue: cause), detail: "x"), depth: 0)
            self.init(
                entry, by: acceptedBy, not: refusedBy, Finding(.other(id, .libraryCode, detail: "x"), depth: depth),
                notes: [note])
        }

        init(_ entry: String?, by acceptedBy: String, not refusedBy: String, _ finding: Finding, notes: [Finding]) {
            (self.entry, self.acceptedBy, self.refusedBy, self.finding) = (entry, acceptedBy, refusedBy, finding)
            (policy, asked, self.notes, hasLists) = (.default, "www.example.com", notes, false)
        }
    }

    private static let date = Finding(
        .distrustedAfter(anchor: "CN=a", date: Fixture.instant, notBefore: Fixture.instant), depth: 0)
    private static let distrusted = Finding(.distrusted(subject: "CN=a", label: "a"), depth: 1)
    private static let staple = Finding(.other(.stapleInvalid, .distrustedResponder, detail: "x"), depth: 0)

    private static func passedOver(_ finding: Finding) -> Finding {
        Finding(finding.evidence, cause: .passedOver, depth: finding.depth, origin: .adapter)
    }

    private static let limited = {
        var policy = Policy.default
        policy.maximumIntermediates = 0
        return policy
    }()

    private static let unrequired = {
        var policy = Policy.default
        policy.revocation = .none
        return policy
    }()

    private static func library(depth: Int) -> Finding {
        Finding(.other(.nameConstraintViolation, .nameOutsideConstraints, detail: "x"), depth: depth)
    }

    private static func constraint(_ place: NameConstraintBreach.Place) -> Finding {
        Finding(.nameConstraint(NameConstraintBreach(name: "dNSName '*.example.com'", place: place, issuer: "CN=a")), depth: 0)
    }

    private static func native(_ code: String) -> Finding {
        Finding(.other(.profileViolation, .libraryCode, detail: "x"), depth: 1, native: NativeDetail(code: code, text: "x"))
    }

    static let rows = [
        Row("profile-rule", by: "gnutls", not: "swift", .profileViolation, Cause(.version3), policy: .webpki),
        Row(nil, by: "gnutls", not: "swift", .profileViolation, Cause(.version3), policy: .rfc5280),
        Row(nil, by: "gnutls", not: "swift", .profileViolation),
        Row(nil, by: "swift", not: "gnutls", .profileViolation, Cause(.version3), policy: .webpki),
        Row(
            "revocation-list-profile", by: "openssl", not: "swift", .revocationUnavailable, Cause(.revocationListNumber),
            policy: .rfc5280),
        Row(nil, by: "openssl", not: "swift", .revocationUnavailable, .untimelyCRL, policy: .rfc5280),
        Row("unused-revocation-list", by: "swift", not: "gnutls", .revocationUnavailable, hasLists: true),
        Row(nil, by: "swift", not: "gnutls", .revocationUnavailable),
        Row(nil, by: "gnutls", not: "swift", .revocationUnavailable, .undatedCRL),
        Row(nil, by: "openssl", not: "swift", .revocationUnavailable, .weaklySignedCRL),
        Row("issuer-compared-as-octets", by: "swift", not: "gnutls", .unknownIssuer, noted: "names_not_octet_equal"),
        Row("issuer-compared-as-octets", by: "swift", not: "openssl", .unknownIssuer, noted: "names_not_octet_equal"),
        Row("key-identifier-differs", by: "swift", not: "gnutls", .unknownIssuer, noted: "key_identifier_differs"),
        Row("key-identifier-differs", by: "swift", not: "openssl", .unknownIssuer, noted: "key_identifier_differs"),
        Row("authority-serial-differs", by: "swift", not: "openssl", .unknownIssuer, noted: "authority_serial_differs"),
        Row("any-usage-ca", by: "swift", not: "gnutls", .purposeMismatch, noted: "any_usage_of_ca"),
        Row("any-usage-ca", by: "swift", not: "openssl", .purposeMismatch, noted: "any_usage_of_ca"),
        Row("self-issued-counted", by: "swift", not: "gnutls", .pathLengthExceeded, noted: "self_issued_intermediate"),
        Row("tls-feature-of-ca", by: "swift", not: "gnutls", .nameConstraintViolation, noted: "tls_feature_of_ca"),
        Row("huge-path-length", by: "swift", not: "gnutls", .notACA, noted: "huge_path_length"),
        Row("empty-directory-name", by: "swift", not: "gnutls", .nameMismatch, noted: "empty_directory_name"),
        Row(nil, by: "swift", not: "gnutls", .nameMismatch, noted: "other"),
        Row(
            "anchor-before-presented", by: "swift", not: "gnutls", .nameConstraintViolation,
            noted: "self_issued_intermediate"),
        Row("anchor-before-presented", by: "swift", not: "gnutls", .badSignature, noted: "self_issued_intermediate"),
        Row(nil, by: "swift", not: "gnutls", .badSignature, noted: "other"),
        Row("any-usage-server", by: "swift", not: "openssl", .purposeMismatch, noted: "any_usage_of_leaf"),
        Row(nil, by: "swift", not: "gnutls", .purposeMismatch, noted: "any_usage_of_leaf"),
        Row(nil, by: "swift", not: "openssl", .purposeMismatch, depth: 1, noted: "any_usage_of_leaf"),
        Row(
            "critical-policy-extension", by: "swift", not: "gnutls", .unknownCriticalExtension,
            noted: "critical_policy_extension"),
        Row(nil, by: "swift", not: "openssl", .unknownCriticalExtension, noted: "critical_policy_extension"),
        Row("namesake-of-issuer", by: "swift", not: "openssl", .badSignature, noted: "namesake_of_issuer"),
        Row("namesake-of-issuer", by: "swift", not: "openssl", .selfSigned, noted: "namesake_of_issuer"),
        Row("namesake-of-issuer", by: "swift", not: "gnutls", .unknownIssuer, noted: "namesake_of_issuer"),
        Row(nil, by: "swift", not: "openssl", .purposeMismatch, noted: "namesake_of_issuer"),
        Row(nil, by: "swift", not: "openssl", .badSignature, noted: "other"),
        Row("netscape-certificate-type", by: "swift", not: "openssl", .purposeMismatch, noted: "netscape_type"),
        Row(
            "policy-qualifier-form", by: "swift", not: "openssl", .policyConstraintViolation,
            noted: "policy_qualifier_form"),
        Row("odd-uri-constraint", by: "swift", not: "openssl", .nameConstraintViolation, noted: "odd_uri_constraint"),
        Row("unchecked-salt", by: "gnutls", not: "openssl", .badSignature, noted: "unusual_salt"),
        Row("signature-not-der", by: "gnutls", not: "swift", .badSignature, Cause(rawValue: "signature_not_der")),
        Row("signature-not-der", by: "openssl", not: "swift", .badSignature, Cause(rawValue: "signature_not_der")),
        Row(nil, by: "swift", not: "openssl", .purposeMismatch, noted: "other"),
        Row(nil, by: "swift", not: "openssl", .policyConstraintViolation, noted: "other"),
        Row(nil, by: "swift", not: "openssl", .nameConstraintViolation, noted: "other"),
        Row(nil, by: "gnutls", not: "openssl", .badSignature, noted: "other"),
        Row(nil, by: "gnutls", not: "swift", .badSignature, Cause(rawValue: "wrong_signature")),
        Row("long-path", by: "swift", not: "openssl", .pathLengthExceeded, noted: "long_path"),
        Row("rare-kind-of-name", by: "swift", not: "gnutls", .malformedCertificate, noted: "rare_kind_of_name"),
        Row(
            "constraints-on-other-kinds", by: "swift", not: "gnutls", .nameConstraintViolation,
            noted: "constraints_on_other_kinds"),
        Row(
            "critical-key-identifier", by: "swift", not: "openssl", .unknownCriticalExtension,
            noted: "authority_key_identifier_criticality"),
        Row(
            "critical-information-access", by: "swift", not: "gnutls", .unknownCriticalExtension,
            noted: "information_access_criticality"),
        Row(
            "critical-information-access", by: "swift", not: "openssl", .unknownCriticalExtension,
            noted: "information_access_criticality"),
        Row(
            "critical-tls-feature", by: "swift", not: "openssl", .unknownCriticalExtension,
            noted: "critical_tls_feature"),
        Row("proxy-certificate", by: "swift", not: "openssl", .unknownIssuer, noted: "proxy_certificate"),
        Row(
            "policy-mappings-in-leaf", by: "swift", not: "openssl", .policyConstraintViolation,
            noted: "policy_mappings_in_leaf"),
        Row("old-version-anchor", by: "swift", not: "openssl", .notACA, noted: "version_3"),
        Row("anchor-of-certificate-signing", by: "swift", not: "gnutls", .notACA, noted: "anchor_basic_constraints"),
        Row(
            "lenient-decoding", by: "gnutls", not: "swift", .malformedCertificate,
            Cause(rawValue: "undecodable_certificate")),
        Row(
            "lenient-decoding", by: "openssl", not: "swift", .malformedCertificate,
            Cause(rawValue: "undecodable_certificate")),
        Row(
            "permitted-kinds-ignored", by: "gnutls", not: "swift", .nameConstraintViolation,
            Cause(rawValue: "directory_name_not_permitted")),
        Row(nil, by: "gnutls", not: "swift", .malformedCertificate, noted: "other"),
        Row(nil, by: "gnutls", not: "swift", .nameConstraintViolation, noted: "other"),
        Row(nil, by: "openssl", not: "swift", .malformedCertificate, noted: "other"),
        Row(nil, by: "swift", not: "gnutls", .malformedCertificate, noted: "other"),
        Row(nil, by: "swift", not: "gnutls", .nameConstraintViolation, noted: "other"),
        Row(nil, by: "swift", not: "gnutls", .notACA, noted: "other"),
        Row(nil, by: "swift", not: "gnutls", .pathLengthExceeded, noted: "other"),
        Row(nil, by: "swift", not: "gnutls", .purposeMismatch, noted: "other"),
        Row(nil, by: "swift", not: "gnutls", .unknownCriticalExtension, noted: "other"),
        Row(nil, by: "swift", not: "gnutls", .unknownIssuer, depth: 2, noted: "other"),
        Row(nil, by: "swift", not: "openssl", .notACA, noted: "other"),
        Row(nil, by: "swift", not: "openssl", .pathLengthExceeded, noted: "other"),
        Row(nil, by: "swift", not: "openssl", .policyConstraintViolation, noted: "other"),
        Row(nil, by: "swift", not: "openssl", .purposeMismatch, noted: "other"),
        Row(nil, by: "swift", not: "openssl", .unknownCriticalExtension, noted: "other"),
        Row(nil, by: "swift", not: "openssl", .unknownIssuer, depth: 2, noted: "other"),
        Row("empty-name", by: "swift", not: "gnutls", .malformedCertificate, noted: "unusable_name"),
        Row("mail-in-subject", by: "swift", not: "gnutls", .nameConstraintViolation, noted: "mail_address_in_subject"),
        Row("mail-in-subject", by: "swift", not: "openssl", .nameConstraintViolation, noted: "mail_address_in_subject"),
        Row(
            "critical-known-to-openssl", by: "openssl", not: "swift", .unknownCriticalExtension,
            Cause(rawValue: "unknown_critical_extension")),
        Row(
            "server-gated-cryptography", by: "openssl", not: "swift", .purposeMismatch,
            Cause(rawValue: "purpose_of_leaf")),
        Row(
            "anchor-without-basic-constraints", by: "gnutls", not: "swift",
            Finding(.other(.notACA, Cause(rawValue: "no_basic_constraints"), detail: "x"), depth: nil, anchor: "CN=a")),
        Row(
            "anchor-without-basic-constraints", by: "openssl", not: "swift",
            Finding(.other(.notACA, Cause(rawValue: "no_basic_constraints"), detail: "x"), depth: nil, anchor: "CN=a")),
        Row("key-level", by: "openssl", not: "gnutls", .weakKey, Cause(rawValue: "key_below_level")),
        Row("key-limits", by: "openssl", not: "gnutls", .profileViolation, Cause(rawValue: "key_above_limits")),
        Row(nil, by: "gnutls", not: "swift", .notACA, noted: "other"),
        Row(nil, by: "openssl", not: "gnutls", .profileViolation, noted: "other"),
        Row(nil, by: "openssl", not: "gnutls", .weakKey, noted: "other"),
        Row(nil, by: "openssl", not: "swift", .notACA, noted: "other"),
        Row(nil, by: "openssl", not: "swift", .purposeMismatch, noted: "other"),
        Row(nil, by: "openssl", not: "swift", .unknownCriticalExtension, noted: "other"),
        Row(nil, by: "swift", not: "openssl", .nameConstraintViolation, noted: "other"),
        Row(
            "critical-not-asked-by-gnutls", by: "gnutls", not: "swift", .unknownCriticalExtension,
            Cause(rawValue: "unknown_critical_extension")),
        Row("lenient-key", by: "gnutls", not: "swift", .malformedCertificate, Cause(rawValue: "undecodable_key")),
        Row("lenient-key", by: "openssl", not: "swift", .malformedCertificate, Cause(rawValue: "undecodable_key")),
        Row(nil, by: "gnutls", not: "swift", .unknownCriticalExtension, noted: "other"),
        Row(
            "anchor-usage", by: "gnutls", not: "swift",
            Finding(.other(.purposeMismatch, Cause(rawValue: "purpose_of_ca"), detail: "x"), depth: nil, anchor: "CN=a")
        ),
        Row(
            "server-gated-cryptography-of-ca", by: "gnutls", not: "swift",
            Finding(.other(.purposeMismatch, Cause(rawValue: "purpose_of_ca"), detail: "x"), depth: 1, anchor: nil)),
        Row(nil, by: "gnutls", not: "swift", .purposeMismatch, noted: "other"),
        Row(nil, by: "gnutls", not: "swift", .revocationUnavailable, .untimelyCRL),
        Row(nil, by: "openssl", not: "swift", .revocationUnavailable, .signerOfCRL),
        Row(nil, by: "gnutls", not: "swift", .revoked, .revokedAnchor),
        Row(nil, by: "openssl", not: "swift", .revoked, .revokedAnchor),
        Row("staple-not-judged", by: "openssl", not: "gnutls", .revoked, .revokedInResponse),
        Row("revoked-in-unused-list", by: "gnutls", not: "swift", .revoked, policy: unrequired, hasLists: true),
        Row(nil, by: "gnutls", not: "swift", .revoked, hasLists: true),
        Row("staple-without-status", by: "swift", not: "gnutls", .stapleInvalid, noting: .revocationUnavailable),
        Row(nil, by: "swift", not: "gnutls", .stapleInvalid),
        Row("staple-not-judged", by: "openssl", not: "swift", .stapleMissing),
        Row("staple-not-judged", by: "openssl", not: "gnutls", .revoked, .revokedInStaple),
        Row(nil, by: "openssl", not: "swift", .revoked),
        Row(nil, by: "openssl", not: "gnutls", .revoked, .revokedInCRL),
        Row(nil, by: "openssl", not: "swift", .revocationUnavailable),
        Row("maximum-intermediates", by: "gnutls", not: "swift", .pathLengthExceeded, policy: limited),
        Row(nil, by: "gnutls", not: "swift", .pathLengthExceeded),
        Row("distrust-date", by: "gnutls", not: "swift", date, notes: [passedOver(date)]),
        Row(nil, by: "gnutls", not: "swift", date),
        Row(nil, by: "openssl", not: "swift", date, notes: [passedOver(date)]),
        Row(nil, by: "swift", not: "gnutls", date, notes: [passedOver(date)]),
        Row("distrusted-beside-blocklist", by: "gnutls", not: "swift", distrusted, notes: [passedOver(distrusted)]),
        Row(nil, by: "gnutls", not: "swift", distrusted, notes: [distrusted]),
        Row("distrusted-responder", by: "gnutls", not: "swift", staple, notes: [passedOver(staple)]),
        Row(nil, by: "gnutls", not: "swift", staple),
        Row(
            nil, by: "gnutls", not: "swift",
            Finding(.other(.stapleInvalid, .stapleProvesNothing, detail: "x"), depth: 0), notes: [passedOver(staple)]),
        Row(nil, by: "gnutls", not: "swift", staple, notes: [passedOver(distrusted)]),
        Row("undecoded-extension", by: "gnutls", not: "swift", .malformedCertificate, .undecodableExtension),
        Row("wildcard-name-constraint", by: "gnutls", not: "swift", constraint(.partlyExcluded)),
        Row("unplaceable-name", by: "openssl", not: "swift", constraint(.unplaceable)),
        Row("uncompared-name", by: "openssl", not: "swift", constraint(.notComparable)),
        Row(nil, by: "gnutls", not: "swift", constraint(.excluded)),
        Row(nil, by: "openssl", not: "swift", constraint(.notPermitted)),
        Row(nil, by: "swift", not: "openssl", constraint(.unplaceable)),
        Row("name-constraint-on-intermediate", by: "gnutls", not: "swift", .nameConstraintViolation, depth: 1),
        Row(nil, by: "openssl", not: "swift", .nameConstraintViolation, depth: 1),
        Row("name-constraint-on-common-name", by: "swift", not: "gnutls", library(depth: 0), noting: .notPermitted),
        Row("name-constraint-on-common-name", by: "swift", not: "gnutls", library(depth: 0), noting: .unplaceable),
        Row("name-constraint-on-common-name", by: "swift", not: "openssl", library(depth: 0), noting: .excluded),
        Row(nil, by: "swift", not: "openssl", library(depth: 0), noting: .unplaceable),
        Row(nil, by: "swift", not: "openssl", library(depth: 1), noting: .notPermitted),
        Row(nil, by: "swift", not: "gnutls", .nameConstraintViolation, asked: "192.0.2.1"),
        Row("strict-key-usage", by: "swift", not: "openssl", native("X509_V_ERR_CA_CERT_MISSING_KEY_USAGE"), .rfc5280),
        Row(nil, by: "swift", not: "openssl", native("X509_V_ERR_CA_CERT_MISSING_KEY_USAGE")),
        Row(nil, by: "swift", not: "openssl", native("X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA"), .rfc5280),
        Row("twin-of-issuer", by: "swift", not: "openssl", .purposeMismatch, noted: "twin_of_issuer"),
        Row("twin-of-issuer", by: "swift", not: "gnutls", .expired, noted: "twin_of_issuer"),
        Row("leaf-of-anchors-key", by: "swift", not: "openssl", .selfSigned, noted: "leaf_of_anchors_key"),
        Row("unique-identifiers", by: "swift", not: "gnutls", .malformedCertificate, noted: "unique_identifiers"),
        Row(nil, by: "swift", not: "openssl", .malformedCertificate, noted: "unique_identifiers"),
        Row(
            "mail-below-empty-constraint", by: "openssl", not: "swift", .nameConstraintViolation,
            .mailBelowEmptyConstraint),
        Row("empty-mail-constraint", by: "swift", not: "openssl", .nameConstraintViolation, noted: "empty_mail_constraint"),
        Row("uri-with-user-information", by: "openssl", not: "swift", .nameConstraintViolation, .uriWithUserInformation),
        Row("permitted-kinds-ignored", by: "gnutls", not: "swift", .nameConstraintViolation, .uriWithUserInformation),
        Row("utf8-mailbox", by: "swift", not: "openssl", .nameConstraintViolation, noted: "utf8_mailbox"),
        Row(
            "other-list-scope", by: "swift", not: "openssl",
            Finding(
                .other(.revocationUnavailable, .statusUnknown, detail: "x"), depth: 0,
                native: NativeDetail(code: "X509_V_ERR_DIFFERENT_CRL_SCOPE", text: ""))),
        Row(nil, by: "swift", not: "openssl", .revocationUnavailable, .statusUnknown),
        Row(
            "list-signature-algorithms", by: "gnutls", not: "openssl",
            Finding(
                .other(.revocationUnavailable, .statusUnknown, detail: "x"), depth: 0,
                native: NativeDetail(code: "X509_V_ERR_CRL_SIGNATURE_FAILURE", text: ""))),
        Row(nil, by: "gnutls", not: "openssl", .revocationUnavailable, .statusUnknown),
        Row("lenient-list-decoding", by: "gnutls", not: "swift", .revocationUnavailable, .undecodableCRL),
        Row("lenient-list-decoding", by: "openssl", not: "swift", .revocationUnavailable, .undecodableCRL),
        Row(nil, by: "openssl", not: "swift", .nameConstraintViolation, .nameExcluded),
        Row(
            "last-second", by: "swift", not: "openssl",
            Finding(.expired(at: Fixture.instant, notAfter: Fixture.instant), depth: 0)),
        Row(nil, by: "swift", not: "openssl", Finding(.expired(at: Fixture.instant, notAfter: .earliest), depth: 0)),
        Row("authority-as-server", by: "swift", not: "openssl", .purposeMismatch, noting: .keyUsageViolation),
        Row(nil, by: "swift", not: "openssl", .purposeMismatch),
        Row(nil, by: "swift", not: "gnutls", .purposeMismatch),
        Row("work-limit", by: "gnutls", not: "swift", .pathBudgetExceeded, depth: nil),
        Row("dsa-key", by: "gnutls", not: "swift", .weakKey, .dsaKey),
        Row(nil, by: "gnutls", not: "swift", .weakKey, .shortModulus),
        Row("leaf-key-usage", by: "gnutls", not: "swift", .keyUsageViolation),
        Row(nil, by: "gnutls", not: "swift", .keyUsageViolation, depth: 1),
        Row("certificate-policies", by: "gnutls", not: "swift", .policyConstraintViolation),
        Row(nil, by: "openssl", not: "swift", .policyConstraintViolation),
        Row(nil, by: "gnutls", not: "swift", .badSignature),
        Row(nil, by: "gnutls", not: "swift", .revoked),
    ]

    private static func question(_ row: Row) throws -> Question {
        let identity: ReferenceIdentity =
            if let address = IPAddress(parsing: row.asked) { .ip(address) } else { .dns(try DNSName(parsing: row.asked)) }
        return Question(
            chain: try CertificateChain([0, 1, 2].map(Fixture.certificate)), identity: identity, policy: row.policy,
            anchors: try TrustAnchorSet([TrustAnchor(Fixture.certificate(9))], source: "test"),
            revocation: RevocationEvidence(crls: row.hasLists ? CRLSet([CRLDER([1])], source: "test") : .none),
            instant: Fixture.instant)
    }

    static func difference(_ row: Row) throws -> DifferenceCase {
        DifferenceCase(
            question: try question(row), accepter: EngineIdentity(id: row.acceptedBy, version: "1"), notes: row.notes,
            refuser: EngineIdentity(id: row.refusedBy, version: "1"), finding: row.finding)
    }

    @Test(arguments: rows) func entry(row: Row) throws {
        let scope: Scope = [.name, .validity, .form, .path, .signatures, .usage, .revocation]
        let path = try [Fixture.certificate(0), Fixture.certificate(1), Fixture.certificate(2), Fixture.certificate(9)]
        let engines = [
            FakeEngine(row.acceptedBy, scope, .accepted(path: path), notes: row.notes),
            FakeEngine(row.refusedBy, scope, .refused([row.finding])),
        ]
        let question = try Self.question(row)
        let answers = engines.map { engine in
            var answer = engine.examine(question)
            answer.revocationExamined = [0, 1, 2]
            return answer
        }
        let agreement = Agreement(question: question, answers: answers, ledger: .known)
        #expect(agreement.ledgerID == row.entry)
        #expect(agreement.class == (row.entry == nil ? .unexplained : .knownDifference))
    }

    @Test func `every entry about paths is in a row above`() {
        #expect(Set(Self.rows.compactMap(\.entry)) == Set(Ledger.known.entries.filter { !$0.isAboutNames }.map(\.id)))
    }
}
