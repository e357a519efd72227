import ServerIdentity

/// Whether the names of one certificate lie where the constraints of one CA above it allow: RFC 5280 sections 6.1.3
/// (b), (c) and 6.1.4 (g).
///
/// The sections intersect the permitted subtrees of all CAs and unite the excluded ones. A name lies in an intersection
/// if it lies in each part, so each CA is asked for itself, and nothing grows with the length of the path.
enum NameConstraintCheck {
    /// A name that lies outside.
    struct Violation: Sendable {
        let name: ConstrainedNames.Name
        let place: NameConstraintBreach.Place

        func breach(of issuer: PathCertificate) -> NameConstraintBreach {
            NameConstraintBreach(
                name: name.description, kind: kind(issuer), place: place, issuer: issuer.subjectText)
        }

        private func kind(_ issuer: PathCertificate) -> NameConstraintBreach.Kind {
            switch name {
            case .directory: .directoryName
            case .uri: name.description.contains("@") ? .uriWithUserInformation : .uri
            case .ip: .address
            case .email where issuer.decoded.extensions.nameConstraints?.hasEmptyMail == true: .mailBelowEmptyConstraint
            case .dns, .email, .unsupported: .other
            }
        }
    }

    /// The first name outside; nil if all lie inside.
    ///
    /// - Parameter comparisons: what the check costs is taken from it; below zero the answer means nothing.
    static func violation(_ names: [ConstrainedNames.Name], _ constraints: NameConstraints, comparisons: inout Int) -> Violation? {
        comparisons -= names.count
        for name in names {
            if let place = place(name, constraints, &comparisons) { return Violation(name: name, place: place) }
            if comparisons < 0 { return nil }
        }
        return nil
    }

    /// Nil for a name inside.
    private static func place(
        _ name: ConstrainedNames.Name, _ constraints: NameConstraints, _ comparisons: inout Int
    ) -> NameConstraintBreach.Place? {
        comparisons -= (constraints.excluded.count + constraints.permitted.count) * name.weight
        if case .directory = name { comparisons -= constraints.directoryWeight }
        if comparisons < 0 { return nil }
        for subtree in constraints.excluded where subtree.form == name.form && isMaybeInside(name, subtree) {
            if isInside(name, subtree) { return .excluded }
            if !name.isPlaceable { return .unplaceable }
            return name.isPattern ? .partlyExcluded : .notComparable
        }
        let permitted = constraints.permitted.lazy.filter { $0.form == name.form }
        if permitted.isEmpty || permitted.contains(where: { isInside(name, $0) }) { return nil }
        if !name.isPlaceable { return .unplaceable }
        return name.isUnsupported ? .notComparable : .notPermitted
    }

    /// Whether all that a name stands for lies inside.
    private static func isInside(_ name: ConstrainedNames.Name, _ subtree: NameSubtree) -> Bool {
        switch (name, subtree) {
        case (.dns(let name?, _), .dns(let domain)): domain.contains(name)
        case (.email(let mailbox?, _), .email(let constraint)): constraint.contains(mailbox)
        case (.uri(let host?, _), .uri(let domain)):
            domain.isSubdomainsOnly || domain.isEverything ? domain.contains(host) : domain.isEqual(to: host)
        case (.ip(let octets), .ip(let network)): network.contains(octets)
        case (.directory(let name), .directory(let base)): name.isWithin(base)
        default: false
        }
    }

    /// Whether anything that a name stands for may lie inside. A name that can't be placed may lie anywhere.
    private static func isMaybeInside(_ name: ConstrainedNames.Name, _ subtree: NameSubtree) -> Bool {
        switch (name, subtree) {
        case (.dns(let pattern?, _), .dns(let domain)): domain.mayContain(pattern: pattern)
        case (.dns(nil, _), .dns), (.email(nil, _), .email), (.uri(nil, _), .uri), (.unsupported, .unsupported): true
        case (.ip(let octets), .ip(let network)): network.contains(octets) || (octets.count != 4 && octets.count != 16)
        case (.directory(let name), .directory(let base)): name.mayBeWithin(base)
        default: isInside(name, subtree)
        }
    }
}

/// Advice on a commonName outside the constraints above it, in a certificate without a dNSName.
///
/// RFC 5280 section 4.2.1.10 constrains dNSNames; a commonName is none, and no name that is matched. GnuTLS 3.7.9 holds
/// it to the constraints all the same and refuses the certificate, and so does OpenSSL 3.0 if it is a host name.
enum UnconstrainedCommonName {
    /// - Parameters:
    ///   - path: leaf first, anchor last.
    ///   - limits: of them that on comparisons.
    static func note(_ path: [PathCertificate], limits: PathLimits) -> Finding? {
        guard let leaf = path.first, path.contains(where: { $0.decoded.extensions.nameConstraints != nil }),
            !leaf.decoded.alternativeNames.contains(where: { $0.form == .dns })
        else { return nil }
        var comparisons = limits.nameComparisons
        for commonName in leaf.decoded.commonNames {
            let name = ConstrainedNames.Name(dNSName: commonName)
            for issuer in path.dropFirst() {
                guard let constraints = issuer.decoded.extensions.nameConstraints,
                    let violation = NameConstraintCheck.violation([name], constraints, comparisons: &comparisons)
                else { continue }
                let breach = NameConstraintBreach(
                    name: "commonName '\(EscapedText(commonName))'", place: violation.place, issuer: issuer.subjectText)
                return Finding(.nameConstraint(breach), depth: 0, rule: "RFC 5280 section 4.2.1.10")
            }
        }
        return nil
    }
}

/// Advice on an SRV-ID or URI-ID that was judged below a CA whose constraints are on dNSNames alone: they do not bind
/// it (RFC 5280 section 4.2.1.10: "Restrictions apply only when the specified name form is present"; RFC 4985 section 4
/// has constraints on SRVName).
enum UnconstrainedService {
    /// - Parameter path: leaf first, anchor last.
    static func note(_ identity: ReferenceIdentity, _ path: [PathCertificate]) -> Finding? {
        let (kind, form): (String, GeneralName.Form) =
            switch identity {
            case .srv: ("SRV-ID", .other)
            case .uri: ("URI-ID", .uri)
            case .dns, .ip: ("", .dns)
            }
        if form == .dns { return nil }
        for issuer in path.dropFirst() {
            guard let constraints = issuer.decoded.extensions.nameConstraints else { continue }
            let forms = (constraints.permitted + constraints.excluded).map(\.form)
            guard forms.contains(.dns), !forms.contains(form) else { continue }
            let detail =
                "the \(kind) was matched below '\(issuer.subjectText)', whose constraints are on dNSNames and bind no \(kind)"
            return Finding(
                .other(.nameConstraintViolation, .kindUnconstrained, detail: detail), depth: issuer.depth,
                rule: "RFC 5280 section 4.2.1.10")
        }
        return nil
    }
}
