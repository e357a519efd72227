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
    private var byNumber: [IssuerAndSerial: Int] = [:]
    private var shared: Set<IssuerAndSerial> = []
    private var bySHA1: [[UInt8]: Int] = [:]
    private var bySHA256: [[UInt8]: Int] = [:]

    /// A certificate of the list, and the trust that was found for it.
    private struct Certificate {
        let object: CertdataObject
        let decoded: DescribedCertificate
        var trust: CertdataObject?
        /// By all objects that are about it.
        var serverDates = DistrustDates()
        var emailDates = DistrustDates()
        /// Something is wrong with one of these objects, or between them: it is not used, unless it is distrusted.
        var isExcluded = false

        /// Takes what an object says beside the certificate and the levels of trust.
        mutating func note(_ object: CertdataObject) {
            serverDates.insert(object.serverDistrustAfter, of: object.kind)
            emailDates.insert(object.emailDistrustAfter, of: object.kind)
            if object.isExcluded { isExcluded = true }
        }

        /// Takes an object that contradicts others: of these the distrust holds, each for its purpose.
        mutating func contradict(_ object: CertdataObject) {
            isExcluded = true
            guard object.isDistrust else { return }
            var both = object
            for purpose in trust?.trust.purposes({ $0 == .notTrusted }) ?? [] { both.trust[purpose] = .notTrusted }
            trust = both
        }
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
        guard let decoded = decoded(object) else { return }
        var object = object
        if let attribute = contradiction(object, decoded) {
            fail(.contradictsCertificate(attribute: attribute), object)
            object.isExcluded = true
        }
        if let known = bySHA256[decoded.facts.sha256] {
            fail(.duplicateCertificate(line: certificates[known].object.line), object)
            certificates[known].note(object)
            return
        }
        // One that is excluded is known as well: its twin is not used either, and distrust finds it.
        let place = certificates.count
        var certificate = Certificate(object: object, decoded: decoded)
        certificate.note(object)
        certificates.append(certificate)
        bySHA256[decoded.facts.sha256] = place
        bySHA1[Array(Insecure.SHA1.hash(data: decoded.der.octets))] = place
        // Two certificates of one issuer and serial number: which one is meant, the hash must say.
        let number = decoded.number
        if byNumber[number] == nil { byNumber[number] = place } else { shared.insert(number) }
    }

    /// Nil if there is no certificate in it; that was named, here or where the object is damaged.
    private mutating func decoded(_ object: CertdataObject) -> DescribedCertificate? {
        let reason: CertdataProblem.Reason
        do {
            guard let octets = object.certificate, !octets.isEmpty else {
                throw CertdataProblem.Reason.missingAttribute(name: "CKA_VALUE")
            }
            return try decode(try CertificateDER(octets))
        } catch let missing as CertdataProblem.Reason {
            reason = missing
        } catch {
            reason = .undecodable(reason: "\(error)")
        }
        if !object.isExcluded { fail(reason, object) }
        return nil
    }

    /// The first attribute that says something else than the certificate beside it.
    private func contradiction(_ object: CertdataObject, _ decoded: DescribedCertificate) -> String? {
        if object.subject != nil, object.subject != decoded.subject { return "CKA_SUBJECT" }
        if object.issuer != nil, object.issuer != decoded.issuer { return "CKA_ISSUER" }
        if object.serial != nil {
            let number = object.serialContent.map { IssuerAndSerial(issuer: decoded.issuer, serial: $0) }
            if number != decoded.number { return "CKA_SERIAL_NUMBER" }
        }
        return nil
    }

    private mutating func takeTrust(_ object: CertdataObject) {
        guard let issuer = object.issuer, object.serial != nil else {
            if object.isDistrust { return fail(.unidentifiedDistrust, object) }
            if object.isExcluded { return }
            return fail(.missingAttribute(name: object.issuer == nil ? "CKA_ISSUER" : "CKA_SERIAL_NUMBER"), object)
        }
        guard let serial = object.serialContent else {
            return fail(object.isDistrust ? .unidentifiedDistrust : .malformedSerial, object)
        }
        if object.isDistrust, !isEncodedName(issuer) { return fail(.unidentifiedDistrust, object) }
        let number = IssuerAndSerial(issuer: issuer, serial: serial)
        let hashed = hashedPlace(object)
        let named = hashed.place.map { certificates[$0].decoded.number == number } == true ? hashed.place : byNumber[number]
        if hashed.isStated, hashed.place != named {
            fail(hashed.place == nil ? .hashDisagrees : .nameDisagrees, object)
            // Whichever of them is meant: neither is trusted by these words, and distrust holds for both.
            for place in [hashed.place, named].compactMap(\.self) { certificates[place].contradict(object) }
            if object.isDistrust { distrust(object, issuer, serial) }
            return
        }
        if !hashed.isStated, shared.contains(number) {
            fail(.ambiguous, object)
            if object.isDistrust { distrust(object, issuer, serial) }
            return
        }
        guard let place = named else {
            if object.isDistrust { return distrust(object, issuer, serial) }
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
        certificates[place].note(object)
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
        certificates[place].contradict(object)
    }

    private mutating func conclude(_ certificate: Certificate) {
        let object = certificate.object
        guard let trust = certificate.trust else {
            if !certificate.isExcluded { fail(.certificateWithoutTrust, object) }
            return
        }
        let label = object.label.isEmpty ? trust.label : object.label
        let isTrusted = !trust.trust.purposes(\.isTrust).isEmpty
        if trust.isDistrust, !isTrusted || certificate.isExcluded {
            let decoded = certificate.decoded
            return distrust(trust, decoded.issuer, decoded.serial, decoded, label: label)
        }
        if certificate.isExcluded { return }
        let (server, email) = (certificate.serverDates, certificate.emailDates)
        if server.differ { fail(.datesDiffer(attribute: "CKA_NSS_SERVER_DISTRUST_AFTER"), object) }
        if email.differ { fail(.datesDiffer(attribute: "CKA_NSS_EMAIL_DISTRUST_AFTER"), object) }
        roots.append(
            ListedRoot(
                label: label, certificate: certificate.decoded, trust: trust.trust, serverDistrustAfter: server.earliest,
                emailDistrustAfter: email.earliest, line: object.line))
    }

    private mutating func distrust(
        _ object: CertdataObject, _ issuer: [UInt8], _ serial: [UInt8], _ decoded: DescribedCertificate? = nil, label: String? = nil
    ) {
        distrusted.append(
            DistrustedRoot(
                label: label ?? object.label, issuer: issuer, serial: serial, certificate: decoded, trust: object.trust,
                line: object.line))
    }

    private mutating func fail(_ reason: CertdataProblem.Reason, _ object: CertdataObject) {
        problems.append(CertdataProblem(line: object.line, reason: reason, label: object.label.isEmpty ? nil : object.label))
    }
}
