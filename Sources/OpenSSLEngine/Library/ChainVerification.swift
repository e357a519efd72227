#if OpenSSL
import COpenSSL

/// What OpenSSL said of a chain.
struct ChainVerification: Sendable {
    /// Whether `X509_verify_cert` returned 1 and nothing at all was reported that counts.
    var isVerified: Bool { isPathVerified && errors.isEmpty }
    private let isPathVerified: Bool
    /// What OpenSSL reported, in its order; what leaves a status unknown is not in it until `refuse` says so.
    private(set) var errors: [VerificationError]
    /// The path that OpenSSL built, leaf first, as far as it got.
    let path: [[UInt8]]
    /// By the place on the path: why a certificate's status could not be told.
    private(set) var undetermined: [Int: VerificationError]
    /// Places on the path of certificates that a usable list has on hold.
    let held: Set<Int>

    init(
        isVerified: Bool, errors: [VerificationError] = [], path: [[UInt8]] = [],
        undetermined: [Int: VerificationError] = [:], held: Set<Int> = []
    ) {
        isPathVerified = isVerified
        self.errors = errors
        self.path = path
        self.undetermined = undetermined
        self.held = held
    }

    /// Takes a reason to refuse that was found beside the verification.
    mutating func refuse(_ error: VerificationError) { if !errors.contains(error) { errors.append(error) } }

    /// Takes back that a certificate's status was told.
    mutating func leaveUndetermined(_ place: Int) {
        let certificate = path.indices.contains(place) ? path[place] : []
        let error = VerificationError(code: .crlHasExpired, pathDepth: place, certificate: certificate)
        undetermined[place] = undetermined[place] ?? error
    }
}

/// One error that OpenSSL reported, and the certificate that it was looking at.
struct VerificationError: Hashable, Sendable {
    let code: VerificationCode
    /// The certificate's place on the path that OpenSSL was building.
    let pathDepth: Int
    /// DER; empty where OpenSSL names none.
    let certificate: [UInt8]
}

/// What OpenSSL is to verify a chain by; all of it ends up in an `X509_VERIFY_PARAM`.
struct VerificationParameters {
    /// Seconds since 1970.
    var time: Int64
    /// `X509_V_FLAG_…`.
    var flags: Int32 = 0
    /// `X509_PURPOSE_…`; nil looks at no usage of the leaf.
    var purpose: Int32?
    /// `X509_TRUST_…` that goes with the purpose.
    var trust: Int32?
    /// The security level of keys and signatures (`SSL_CTX_set_security_level(3)`).
    var securityLevel: Int32
    /// How many certificates may stand between leaf and anchor; nil for OpenSSL's own limit, 100.
    var maximumIntermediates: Int?
    /// user-initial-policy-set, dotted; empty for any-policy.
    var policies: [String] = []
    /// Whether an entry in a revocation list past its nextUpdate counts.
    var usesExpiredLists = false
}

extension TrustStore {
    /// Runs `X509_verify_cert`; nil if OpenSSL could not be set up for it.
    ///
    /// - Parameters:
    ///   - chain: the leaf, then the others that were presented.
    ///   - lists: the revocation lists to use.
    ///   - trusted: whom to trust in place of the store's anchors; nil for those.
    func verify(
        _ chain: [X509Certificate], by parameters: VerificationParameters, lists: [X509RevocationList],
        trusting trusted: [X509Certificate]? = nil
    ) -> ChainVerification? {
        guard let leaf = chain.first, let others = unsafe BorrowedStack(chain.dropFirst().map { unsafe $0.handle }),
            let crls = unsafe BorrowedStack(lists.map { unsafe $0.handle }),
            let anchors = unsafe BorrowedStack((trusted ?? []).map { unsafe $0.handle }),
            let context = VerificationContext()
        else { return nil }
        guard unsafe X509_STORE_CTX_init(context.handle, handle, leaf.handle, others.handle) == 1,
            context.apply(parameters)
        else {
            forgetErrors()
            return nil
        }
        unsafe X509_STORE_CTX_set0_crls(context.handle, crls.handle)
        if trusted != nil { unsafe X509_STORE_CTX_set0_trusted_stack(context.handle, anchors.handle) }
        let record = VerificationRecord(usesExpiredLists: parameters.usesExpiredLists)
        let verification = context.run(recordingIn: record)
        // The context points to the stacks until here.
        _ = consume context
        _ = consume others
        _ = consume crls
        _ = consume anchors
        return verification
    }
}

/// A stack for one call; it holds no references, the caller's objects do.
@safe
private struct BorrowedStack: ~Copyable {
    let handle: OpaquePointer

    init?(_ elements: [OpaquePointer]) {
        guard let stack = unsafe OPENSSL_sk_new_null() else { return nil }
        for index in unsafe elements.indices where unsafe OPENSSL_sk_push(stack, UnsafeRawPointer(elements[index])) <= 0 {
            unsafe OPENSSL_sk_free(stack)
            return nil
        }
        unsafe handle = stack
    }

    deinit { unsafe OPENSSL_sk_free(handle) }
}

/// An `X509_STORE_CTX`: one verification.
@safe
private struct VerificationContext: ~Copyable {
    let handle: OpaquePointer

    init?() {
        guard let context = unsafe X509_STORE_CTX_new() else { return nil }
        unsafe handle = context
    }

    deinit { unsafe X509_STORE_CTX_free(handle) }

    /// Whether OpenSSL took all of them.
    borrowing func apply(_ parameters: VerificationParameters) -> Bool {
        guard let target = unsafe X509_STORE_CTX_get0_param(handle) else { return false }
        unsafe X509_VERIFY_PARAM_set_time(target, time_t(parameters.time))
        guard unsafe X509_VERIFY_PARAM_set_flags(target, UInt(UInt32(bitPattern: parameters.flags))) == 1 else { return false }
        if let purpose = parameters.purpose, unsafe X509_VERIFY_PARAM_set_purpose(target, purpose) != 1 { return false }
        if let trust = parameters.trust, unsafe X509_VERIFY_PARAM_set_trust(target, trust) != 1 { return false }
        unsafe X509_VERIFY_PARAM_set_auth_level(target, parameters.securityLevel)
        if let limit = parameters.maximumIntermediates { unsafe X509_VERIFY_PARAM_set_depth(target, Int32(clamping: limit)) }
        for policy in parameters.policies {
            // 1: dotted form only. What was added is the parameter's to free.
            guard let object = unsafe OBJ_txt2obj(policy, 1) else { return false }
            if unsafe X509_VERIFY_PARAM_add0_policy(target, object) != 1 {
                unsafe ASN1_OBJECT_free(object)
                return false
            }
        }
        return true
    }

    borrowing func run(recordingIn record: VerificationRecord) -> ChainVerification {
        // Slot 0 is the application's. `record` outlives the call: it is used below.
        guard unsafe X509_STORE_CTX_set_ex_data(handle, 0, Unmanaged.passUnretained(record).toOpaque()) == 1 else {
            return ChainVerification(isVerified: false)
        }
        unsafe X509_STORE_CTX_set_verify_cb(handle) { accepted, context in
            if accepted == 1 { return 1 }
            // The path of a CRL's issuer is verified in a context of its own, without our slot: no reason is passed
            // over there.
            guard let slot = unsafe X509_STORE_CTX_get_ex_data(context, 0) else { return accepted }
            return unsafe Unmanaged<VerificationRecord>.fromOpaque(slot).takeUnretainedValue().shouldGoOn(context) ? 1 : 0
        }
        let result = unsafe X509_verify_cert(handle)
        let last = unsafe VerificationCode(rawValue: X509_STORE_CTX_get_error(handle))
        forgetErrors()
        record.end(result: result, last: last)
        return ChainVerification(
            isVerified: record.isVerified, errors: record.errors, path: path, undetermined: record.undetermined,
            held: record.held)
    }

    private var path: [[UInt8]] {
        // Lent by the context.
        guard let stack = unsafe X509_STORE_CTX_get0_chain(handle) else { return [] }
        return unsafe (0..<OPENSSL_sk_num(stack)).map {
            unsafe X509Certificate.octets(of: OpaquePointer(OPENSSL_sk_value(stack, $0)))
        }
    }
}
#endif
