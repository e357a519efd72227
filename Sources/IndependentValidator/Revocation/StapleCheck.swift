import ServerIdentity

/// Checks an OCSP response about one certificate, as RFC 6960 section 3.2 asks.
///
/// No nonce is asked for: a stapled response is made before anybody asks.
enum StapleCheck {
    /// What a response says of a certificate at an instant.
    ///
    /// - Parameters:
    ///   - issuer: the validated certificate of whoever issued the certificate.
    ///   - minimumModulusBits: for the key of a delegated responder.
    ///   - maximumAge: how many seconds a response counts that has no nextUpdate.
    ///   - program: distrusts certificates, the delegated responder's among them.
    static func judge(
        _ octets: ArraySlice<UInt8>, about subject: RevocationSubject, issuer: StatusSigner, at instant: Instant,
        minimumModulusBits: Int = PublicKey.minimumModulusBits, maximumAge: Int64 = Policy.default.maximumResponseAge,
        program: RootProgramIndex
    ) -> StapleJudgement {
        let response: OCSPResponse
        do throws(CertificateDecodingError) {
            switch try OCSPResponse.decode(octets) {
            case .failure(let status): return StapleJudgement(outcome: .undetermined("the responder answered \(status)"))
            case .response(let decoded): response = decoded
            }
        } catch {
            return StapleJudgement(outcome: .invalid(error.description))
        }
        return Judge(
            response: response, subject: subject, issuer: issuer, instant: instant, minimumModulusBits: minimumModulusBits,
            maximumAge: maximumAge, program: program
        )
        .judgement
    }
}

private struct Judge {
    let response: OCSPResponse
    let subject: RevocationSubject
    let issuer: StatusSigner
    let instant: Instant
    let minimumModulusBits: Int
    let maximumAge: Int64
    let program: RootProgramIndex
    private let delegates = Delegates()

    /// The certificates that came along, decoded once: the root program is asked about each, and one may have signed.
    private final class Delegates {
        private var known: [CertificateDER: DecodedCertificate?] = [:]

        /// Nil for one that can't be decoded.
        func certificate(_ der: CertificateDER) -> DecodedCertificate? {
            if let known = known[der] { return known }
            let decoded = try? DecodedCertificate(der)
            known[der] = .some(decoded)
            return decoded
        }
    }

    init(
        response: OCSPResponse, subject: RevocationSubject, issuer: StatusSigner, instant: Instant, minimumModulusBits: Int,
        maximumAge: Int64, program: RootProgramIndex
    ) {
        self.response = response
        self.subject = subject
        self.issuer = issuer
        self.instant = instant
        self.minimumModulusBits = minimumModulusBits
        self.maximumAge = maximumAge
        self.program = program
    }

    var judgement: StapleJudgement {
        if let unknown = response.unknownCritical { return invalid("has the unknown critical extension \(unknown)") }
        let flaw = program.flaw(ofStapled: response.certificates) { certificate in
            delegates.certificate(certificate)?.issuerAndSerial
        }
        if let flaw { return StapleJudgement(outcome: .distrusted("the response \(flaw)")) }
        // Section 3.2 rule 1: "The certificate identified in a received response corresponds to the certificate".
        let about = response.singles.filter { $0.certificate.isAbout(subject, issuer: issuer) }
        guard !about.isEmpty else { return invalid("is about other certificates") }
        // Rules 2 to 4: the signature, and that its maker may sign for this issuer.
        let signer = checkSigner()
        if let outcome = signer.outcome { return StapleJudgement(outcome: outcome) }
        var judgement = statement(about)
        judgement.notes += signer.notes
        return judgement
    }

    // MARK: Who signed

    private struct SignerCheck {
        /// nil if the response is signed as it must be.
        var outcome: StapleOutcome?
        var notes: [String] = []
    }

    /// Section 4.2.2.2: the issuer itself, or a certificate that it issued for the purpose.
    private func checkSigner() -> SignerCheck {
        var failure: StapleOutcome?
        if isNamed(issuer.subject, issuer.subjectPublicKeyInfo) {
            let outcome = verify(issuer.key)
            if outcome == .valid { return SignerCheck() }
            failure = refusal("the response", outcome)
        }
        for octets in response.certificates {
            guard let der = try? CertificateDER(Array(octets)), let certificate = delegates.certificate(der),
                isNamed(certificate.subject, certificate.subjectPublicKeyInfo)
            else { continue }
            if let outcome = refuse(certificate) {
                failure = failure ?? outcome
                continue
            }
            let notes =
                OCSPDelegate.isExemptFromCheck(certificate)
                ? [] : ["the responder's own certificate was not checked for revocation"]
            return SignerCheck(notes: notes)
        }
        return SignerCheck(
            outcome: failure ?? .invalid("the response names a responder of which no certificate is at hand"))
    }

    /// Why a response is not signed by a delegate with this certificate; nil if it is.
    private func refuse(_ certificate: DecodedCertificate) -> StapleOutcome? {
        // "This certificate MUST be issued directly by the CA that is identified in the request", with the key that
        // issued the certificate.
        guard certificate.issuer == issuer.subject else { return .invalid("the responder's certificate is not by the issuer") }
        if let why = OCSPDelegate.flaw(certificate, at: instant) { return .invalid("the responder's certificate \(why)") }
        let issued = SignatureCheck.verify(
            signed: certificate.signed, signature: certificate.signature, algorithm: certificate.signatureAlgorithm, key: issuer.key
        )
        if issued != .valid { return refusal("the responder's certificate", issued) }
        let key = PublicKey(certificate.subjectPublicKeyInfo[...], minimumModulusBits: minimumModulusBits)
        let signed = verify(key)
        return signed == .valid ? nil : refusal("the response", signed)
    }

    private func isNamed(_ name: DistinguishedName, _ subjectPublicKeyInfo: [UInt8]) -> Bool {
        switch response.responder {
        case .name(let responder): responder == name
        case .keyHash(let hash): KeyBits.hash(of: subjectPublicKeyInfo).map { hash.elementsEqual($0) } ?? false
        }
    }

    private func verify(_ key: PublicKey) -> SignatureOutcome {
        SignatureCheck.verify(
            signed: response.signed, signature: response.signature, algorithm: response.signatureAlgorithm, key: key)
    }

    private func refusal(_ what: String, _ outcome: SignatureOutcome) -> StapleOutcome {
        if case .undecided = outcome { return .undetermined("\(what) \(outcome.clause)") }
        return .invalid("\(what) \(outcome.clause)")
    }

    // MARK: What it says

    /// Of several statements about the certificate, one that says revoked goes first, also one that is out of date: no
    /// CA takes that back, unless it was a hold.
    private func statement(_ singles: [OCSPSingleResponse]) -> StapleJudgement {
        var refusal: StapleOutcome?
        var outcome: StapleOutcome?
        var isUnknown = false
        for single in singles {
            let tooOld = outdated(single)
            if let why = unusable(single) ?? tooOld {
                if tooOld == why, case .revoked(let date, let reason) = single.status {
                    if reason != .certificateHold {
                        return StapleJudgement(outcome: .revoked(at: date, reason: reason, weakness: "it \(why)"))
                    }
                    refusal = .invalid("the response \(why); by it the certificate was on hold")
                }
                refusal = refusal ?? .invalid("the response \(why)")
                continue
            }
            switch single.status {
            case .revoked(let date, let reason):
                return StapleJudgement(outcome: .revoked(at: date, reason: reason))
            case .good: outcome = outcome ?? .good
            case .unknown: (outcome, isUnknown) = (.undetermined("the responder does not know the certificate"), true)
            }
        }
        return StapleJudgement(
            outcome: outcome ?? refusal ?? .invalid("the response is about other certificates"),
            isUnknownToResponder: isUnknown)
    }

    private func unusable(_ single: OCSPSingleResponse) -> String? {
        if let unknown = single.unknownCritical { return "has the unknown critical extension \(unknown)" }
        // Rule 5.
        return instant < single.thisUpdate ? "begins at \(single.thisUpdate)" : nil
    }

    /// Rule 6.
    private func outdated(_ single: OCSPSingleResponse) -> String? {
        if let nextUpdate = single.nextUpdate { return nextUpdate < instant ? "ended at \(nextUpdate)" : nil }
        // RFC 6960 section 4.2.1 makes nextUpdate optional: without it "newer revocation information is available all
        // the time", and how old a response may be is for the caller to say. RFC 5019 section 4, a stricter profile,
        // refuses it.
        let age = instant.secondsSinceEpoch - single.thisUpdate.secondsSinceEpoch
        return age > maximumAge ? "has no nextUpdate, and is older than \(maximumAge / 86_400) days" : nil
    }

    private func invalid(_ why: String) -> StapleJudgement { StapleJudgement(outcome: .invalid("the response \(why)")) }
}

/// What a stapled OCSP response says of a certificate.
enum StapleOutcome: Hashable, Sendable {
    /// Its CA, or whom the CA put in charge, says that it is not revoked.
    case good
    /// The same says that it is; without a reason where none is given. `weakness` says why the response could not have
    /// shown the opposite; nil if it could.
    case revoked(at: Instant, reason: RevocationReason?, weakness: String? = nil)
    /// The response proves nothing, and a server should not have sent it: one clause.
    case invalid(String)
    /// The response brings a certificate that the root program distrusts, or may distrust: one clause.
    case distrusted(String)
    /// The responder does not know or would not say, or nobody here can check it: one clause. Never the same as good.
    case undetermined(String)
}

/// The outcome, and what is worth saying beside it.
struct StapleJudgement: Sendable {
    let outcome: StapleOutcome
    /// Whether it is undetermined because the responder does not know the certificate.
    var isUnknownToResponder = false
    /// One clause each; no reason to refuse.
    var notes: [String] = []
}
