import Crypto
import ServerIdentity

/// Brings the certificates of a certdata.txt together with the trust objects that speak of them.
struct CertdataMatching {
    private(set) var roots: [ListedRoot] = []
    private(set) var distrusted: [DistrustedRoot] = []
    private(set) var problems: [CertdataProblem] = []

    private let objects: [CertdataObject]
    private let decode: RootDecoding
    /// Those that were decoded and agree with what stands beside them, in the order of the list.
    private var certificates: [Certificate] = []
    private var byName: [Name: Int] = [:]
    private var shared: Set<Name> = []
    private var bySHA1: [[UInt8]: Int] = [:]
    private var bySHA256: [[UInt8]: Int] = [:]

    /// A certificate of the list, and the trust that was found for it.
    private struct Certificate {
        let object: CertdataObject
        let decoded: DecodedRoot
        var trust: CertdataObject?
        /// Something about its trust is wrong: it is not used, unless it is distrusted.
        var isExcluded = false
    }

    /// What a trust object calls its certificate.
    private struct Name: Hashable {
        let issuer: [UInt8]
        let serial: [UInt8]
    }

    init(_ objects: [CertdataObject], decode: @escaping RootDecoding) {
        self.objects = objects
        self.decode = decode
    }

    mutating func match() {
        for object in objects where object.kind == .certificate { takeCertificate(object) }
        for object in objects {
            if case .trust = object.kind { takeTrust(object) }
        }
        for certificate in certificates { conclude(certificate) }
        distrusted.sort { $0.line < $1.line }
        takeOutDistrusted()
    }

    private mutating func takeOutDistrusted() {
        let lines = ContradictedRoots(roots, distrusted).lines
        for (place, line) in lines {
            problems.append(
                CertdataProblem(line: roots[place].line, reason: .contradictoryTrust(line: line), label: roots[place].label))
        }
        roots = roots.enumerated().filter { lines[$0.offset] == nil }.map(\.element)
    }

    private mutating func takeCertificate(_ object: CertdataObject) {
        // What is damaged was named where it is.
        if object.isExcluded { return }
        guard let octets = object.certificate, !octets.isEmpty else { return fail(.missingAttribute(name: "CKA_VALUE"), object) }
        let decoded: DecodedRoot
        do { decoded = try decode(try CertificateDER(octets)).get() } catch let failure as RootDecodingFailure {
            return fail(.undecodable(reason: failure.reason), object)
        } catch {
            return fail(.undecodable(reason: "\(error)"), object)
        }
        for (attribute, value, truth) in [
            ("CKA_SUBJECT", object.subject, decoded.subject), ("CKA_ISSUER", object.issuer, decoded.issuer),
        ] where value != nil && value != truth { return fail(.contradictsCertificate(attribute: attribute), object) }
        if object.serial != nil, object.serialContent != decoded.serial {
            return fail(.contradictsCertificate(attribute: "CKA_SERIAL_NUMBER"), object)
        }
        if let known = bySHA256[decoded.facts.sha256] {
            return fail(.duplicateCertificate(line: certificates[known].object.line), object)
        }
        let place = certificates.count
        certificates.append(Certificate(object: object, decoded: decoded))
        bySHA256[decoded.facts.sha256] = place
        bySHA1[Array(Insecure.SHA1.hash(data: octets))] = place
        // Two certificates of one issuer and serial number: which one is meant, the hash must say.
        let name = Name(issuer: decoded.issuer, serial: decoded.serial)
        if byName[name] == nil { byName[name] = place } else { shared.insert(name) }
    }

    private mutating func takeTrust(_ object: CertdataObject) {
        guard let issuer = object.issuer, object.serial != nil else {
            if object.isDistrust { return fail(.unidentifiedDistrust, object) }
            if object.isExcluded { return }
            return fail(.missingAttribute(name: object.issuer == nil ? "CKA_ISSUER" : "CKA_SERIAL_NUMBER"), object)
        }
        guard let content = object.serialContent else {
            return fail(object.isDistrust ? .unidentifiedDistrust : .malformedSerial, object)
        }
        let name = Name(issuer: issuer, serial: content)
        let hashed = hashedPlace(object)
        let named =
            hashed.place.map { certificates[$0].decoded }.map { $0.issuer == name.issuer && $0.serial == name.serial } == true
            ? hashed.place : byName[name]
        if hashed.isStated, hashed.place != named {
            fail(hashed.place == nil ? .hashDisagrees : .nameDisagrees, object)
            // Whichever of them is meant: neither is trusted by these words, and distrust holds for both.
            for place in [hashed.place, named].compactMap(\.self) {
                certificates[place].isExcluded = true
                if object.isDistrust { certificates[place].trust = object }
            }
            if object.isDistrust { distrust(object, name, nil) }
            return
        }
        if !hashed.isStated, shared.contains(name) {
            fail(.ambiguous, object)
            if object.isDistrust { distrust(object, name, nil) }
            return
        }
        guard let place = named else {
            if object.isDistrust { return distrust(object, name, nil) }
            if !object.isExcluded { fail(.trustWithoutCertificate, object) }
            return
        }
        give(object, to: place)
    }

    /// The certificate that the object's hash names.
    private func hashedPlace(_ object: CertdataObject) -> (place: Int?, isStated: Bool) {
        if let hash = object.hash {
            switch object.hashAlgorithm {
            case "CKM_SHA256": return (bySHA256[hash], true)
            case "CKM_SHA_1": return (bySHA1[hash], true)
            case nil where hash.count == 20: return (bySHA1[hash], true)
            case nil where hash.count == 32: return (bySHA256[hash], true)
            default: break
            }
        }
        guard let sha1 = object.sha1 else { return (nil, false) }
        return (bySHA1[sha1], true)
    }

    private mutating func give(_ object: CertdataObject, to place: Int) {
        guard let known = certificates[place].trust else {
            certificates[place].trust = object
            return
        }
        if known.trust == object.trust {
            // A list may say the same in the old and in the new way.
            if known.kind == object.kind { fail(.duplicateTrust(line: known.line), object) }
            return
        }
        fail(.contradictoryTrust(line: known.line), object)
        certificates[place].isExcluded = true
        if object.isDistrust { certificates[place].trust = object }
    }

    private mutating func conclude(_ certificate: Certificate) {
        let object = certificate.object
        guard let trust = certificate.trust else {
            if !certificate.isExcluded { fail(.certificateWithoutTrust, object) }
            return
        }
        let label = object.label.isEmpty ? trust.label : object.label
        let isTrusted = !trust.trust.purposes(\.isTrust).isEmpty
        if trust.isDistrust, !isTrusted || certificate.isExcluded || trust.isExcluded {
            let name = Name(issuer: certificate.decoded.issuer, serial: certificate.decoded.serial)
            return distrust(trust, name, certificate.decoded, label: label)
        }
        if certificate.isExcluded || trust.isExcluded { return }
        let server = DistrustAfter.merging(object.serverDistrustAfter, trust.serverDistrustAfter)
        let email = DistrustAfter.merging(object.emailDistrustAfter, trust.emailDistrustAfter)
        if server.differ { fail(.datesDiffer(attribute: "CKA_NSS_SERVER_DISTRUST_AFTER"), object) }
        if email.differ { fail(.datesDiffer(attribute: "CKA_NSS_EMAIL_DISTRUST_AFTER"), object) }
        roots.append(
            ListedRoot(
                label: label, certificate: certificate.decoded, trust: trust.trust, serverDistrustAfter: server.instant,
                emailDistrustAfter: email.instant, line: object.line))
    }

    private mutating func distrust(_ object: CertdataObject, _ name: Name, _ decoded: DecodedRoot?, label: String? = nil) {
        distrusted.append(
            DistrustedRoot(
                label: label ?? object.label, issuer: name.issuer, serial: name.serial, certificate: decoded, trust: object.trust,
                line: object.line))
    }

    private mutating func fail(_ reason: CertdataProblem.Reason, _ object: CertdataObject) {
        problems.append(CertdataProblem(line: object.line, reason: reason, label: object.label.isEmpty ? nil : object.label))
    }
}
