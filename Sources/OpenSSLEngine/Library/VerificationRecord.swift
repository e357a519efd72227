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
    /// By the place on the path: why a certificate's status could not be told. Whether that refuses, the caller says
    /// who knows the path.
    private(set) var undetermined: [Int: VerificationError] = [:]
    /// Places on the path of certificates that a usable list has on hold. Whether the hold stands, the caller says.
    private(set) var held: Set<Int> = []
    private let usesExpiredLists: Bool
    /// Errors that are no reason to refuse here.
    private var passedOver: Set<VerificationCode> = []
    /// By the place on the path: lists that were passed over as unusable for the certificate there, so that what they
    /// say of it does not count. Compared, never looked into.
    private var unusableLists: [Int: Set<OpaquePointer>] = unsafe [:]
    /// The list of the last error about one: OpenSSL 3.0 forgets it once it has looked at the dates.
    private var latestList: OpaquePointer?

    /// - Parameter usesExpiredLists: whether an entry in a list past its nextUpdate counts.
    init(usesExpiredLists: Bool) { self.usesExpiredLists = usesExpiredLists }

    func shouldGoOn(_ context: OpaquePointer?) -> Bool {
        let code = unsafe VerificationCode(rawValue: X509_STORE_CTX_get_error(context))
        let depth = unsafe Int(X509_STORE_CTX_get_error_depth(context))
        let list = unsafe X509_STORE_CTX_get0_current_crl(context)
        let current = unsafe X509_STORE_CTX_get_current_cert(context)
        let certificate = unsafe X509Certificate.octets(of: current)
        let error = VerificationError(code: code, pathDepth: depth, certificate: certificate)
        if code.meaning == .finding(.revocationUnavailable) {
            passedOver.insert(code)
            // OpenSSL asks for a list about the anchor too; RFC 5280 section 6.1 trusts it as it is. Revocation is
            // looked at once the path is complete.
            let isAnchor = unsafe depth == Int(OPENSSL_sk_num(X509_STORE_CTX_get0_chain(context))) - 1
            if !isAnchor, undetermined[depth] == nil { undetermined[depth] = error }
            // Where no list was found, the context still holds the one before it, which nothing was wrong with.
            let isUsable = code == .unableToGetCRL || usesExpiredLists && code == .crlHasExpired
            if let list = unsafe list {
                unsafe latestList = list
                if !isUsable { unsafe unusableLists[depth, default: []].insert(list) }
            }
            return true
        }
        if code == .certificateRevoked, let list = unsafe list ?? latestList {
            let isUnusable = unsafe unusableLists[depth]?.contains(list) == true
            let isHeld = unsafe X509RevocationList.statement(of: list, on: current) == .onHold
            if isUnusable || isHeld {
                passedOver.insert(code)
                if !isUnusable { held.insert(depth) }
                return true
            }
        }
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
