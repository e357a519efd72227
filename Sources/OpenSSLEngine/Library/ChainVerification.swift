#if OpenSSL
import COpenSSL

/// What OpenSSL said of a chain.
struct ChainVerification: Sendable {
    /// Whether `X509_verify_cert` returned 1 and nothing at all was reported that counts.
    let isVerified: Bool
    /// What OpenSSL reported, in its order; what the caller asked to leave out is not in it.
    let errors: [VerificationError]
    /// The path that OpenSSL built, leaf first, as far as it got.
    let path: [[UInt8]]
    /// Places on the path whose certificate's status could not be told, and need not be.
    let undetermined: Set<Int>
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
    /// Whether a certificate's status may stay unknown, by its place on the path.
    var mayBeUndetermined: @Sendable (_ pathDepth: Int) -> Bool = { _ in false }
}

extension TrustStore {
    /// Runs `X509_verify_cert`; nil if OpenSSL could not be set up for it.
    func verify(_ chain: [X509Certificate], by parameters: VerificationParameters) -> ChainVerification? {
        guard let leaf = chain.first, let others = unsafe BorrowedStack(chain.dropFirst().map { unsafe $0.handle }),
            let crls = unsafe BorrowedStack(lists.map { unsafe $0.handle }), let context = VerificationContext()
        else { return nil }
        guard unsafe X509_STORE_CTX_init(context.handle, handle, leaf.handle, others.handle) == 1,
            context.apply(parameters)
        else {
            forgetErrors()
            return nil
        }
        unsafe X509_STORE_CTX_set0_crls(context.handle, crls.handle)
        let record = VerificationRecord(mayBeUndetermined: parameters.mayBeUndetermined)
        let verification = context.run(recordingIn: record)
        // The context points to both stacks until here.
        _ = consume context
        _ = consume others
        _ = consume crls
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
            return ChainVerification(isVerified: false, errors: [], path: [], undetermined: [])
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
            isVerified: record.isVerified, errors: record.errors, path: path, undetermined: record.undetermined)
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
