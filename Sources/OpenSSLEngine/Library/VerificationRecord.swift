#if OpenSSL
import COpenSSL
import ServerIdentity

/// Gathers errors while OpenSSL verifies, on the thread that asked, and says whether it goes on.
///
/// Going on never accepts: every error is kept, and an error is a refusal whatever `X509_verify_cert` returns. It only
/// lets OpenSSL find more reasons. OpenSSL goes on where the next check does not build on the one that failed; where it
/// does (no issuer, a signature that does not verify) the first error is the only one, since what follows might be its
/// echo.
@safe
final class VerificationRecord {
    private(set) var errors: [VerificationError] = []
    private(set) var isVerified = false
    /// Places on the path whose certificate's status could not be told, and need not be.
    private(set) var undetermined: Set<Int> = []
    private let mayBeUndetermined: (Int) -> Bool
    /// Errors that the policy takes for no reason to refuse.
    private var passedOver: Set<VerificationCode> = []
    /// Lists that were passed over as unusable: what they revoke does not count. Compared, never looked into.
    private var unusableLists: Set<OpaquePointer> = unsafe []

    init(mayBeUndetermined: @escaping (Int) -> Bool) { self.mayBeUndetermined = mayBeUndetermined }

    func shouldGoOn(_ context: OpaquePointer?) -> Bool {
        let code = unsafe VerificationCode(rawValue: X509_STORE_CTX_get_error(context))
        let depth = unsafe Int(X509_STORE_CTX_get_error_depth(context))
        let list = unsafe X509_STORE_CTX_get0_current_crl(context)
        // OpenSSL asks for a list about the anchor too; RFC 5280 section 6.1 trusts it as it is. Revocation is looked
        // at once the path is complete.
        let isAnchor = unsafe depth == Int(OPENSSL_sk_num(X509_STORE_CTX_get0_chain(context))) - 1
        if code.meaning == .finding(.revocationUnavailable), isAnchor || mayBeUndetermined(depth) {
            passedOver.insert(code)
            if !isAnchor { undetermined.insert(depth) }
            // Where no list was found, the context still holds the one before it, which nothing was wrong with.
            if code != .unableToGetCRL, let list = unsafe list { unsafe unusableLists.insert(list) }
            return true
        }
        if code == .certificateRevoked, let list = unsafe list, unsafe unusableLists.contains(list) {
            passedOver.insert(code)
            return true
        }
        let certificate = unsafe X509Certificate.octets(of: X509_STORE_CTX_get_current_cert(context))
        let error = VerificationError(code: code, pathDepth: depth, certificate: certificate)
        if !errors.contains(error) { errors.append(error) }
        return code.isIndependent && errors.count < Self.maximumErrors
    }

    /// 64: more reasons than certificates of a path help nobody.
    private static let maximumErrors = 64

    /// Takes what `X509_verify_cert` returned, and the error that the context holds after it.
    func end(result: Int32, last: VerificationCode) {
        isVerified = result == 1 && errors.isEmpty && (last == .ok || passedOver.contains(last))
        // A failure that was not reported to us (no memory, a wrong call): it is told all the same.
        if !isVerified, errors.isEmpty { errors.append(VerificationError(code: last, pathDepth: 0, certificate: [])) }
    }
}
#endif
