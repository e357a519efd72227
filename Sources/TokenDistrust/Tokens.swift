import CP11Kit
import Glibc

/// The tokens of p11-kit's modules.
enum Tokens {
    /// Calls a body with each token that a URL fits, by what it says of modules and tokens, not of slots, as GnuTLS
    /// does.
    ///
    /// A module that does not answer and a token that gives no session are passed over, as by GnuTLS, which then has no
    /// certificates of theirs; not so those that p11-kit's configuration calls a source of trust.
    static func forEach(
        _ url: String, of kind: TokenDistrust.Modules, _ body: (OpenToken) throws(TokenDistrustError) -> Void
    ) throws(TokenDistrustError) {
        guard url.hasPrefix("pkcs11:"), !url.utf8.contains(0) else { throw TokenDistrustError("it is no PKCS#11 URL") }
        guard let uri = unsafe p11_kit_uri_new() else { throw TokenDistrustError("no memory") }
        defer { unsafe p11_kit_uri_free(uri) }
        // Swift lends a NUL-terminated copy of the URL for the call.
        if unsafe p11_kit_uri_parse(url, P11_KIT_URI_FOR_ANY, uri) != CInt(P11_KIT_URI_OK.rawValue) {
            throw TokenDistrustError("it is no PKCS#11 URL")
        }
        let flags = kind == .trustPolicy ? CInt(P11_KIT_MODULE_TRUSTED) : 0
        // p11-kit counts who uses a module: GnuTLS may have it at the same time.
        guard let modules = unsafe p11_kit_modules_load_and_initialize(flags) else {
            // A text of the library, kept for this thread.
            let why = unsafe p11_kit_message().map { unsafe String(cString: $0) } ?? "no reason is given"
            throw TokenDistrustError("p11-kit can't load its modules: \(why)")
        }
        defer { unsafe p11_kit_modules_finalize_and_release(modules) }
        var place = 0
        // A null pointer ends the list.
        while let module = unsafe modules[place] {
            if let status = try unsafe forEach(in: module, uri, body),
                unsafe p11_kit_module_get_flags(module) & CInt(P11_KIT_MODULE_TRUSTED) != 0
            {
                try unsafe check(status, of: module)
            }
            place += 1
        }
    }

    /// - Returns: what the module says where it did not answer, or a token gave no session; nil if all were asked.
    private static func forEach(
        in module: UnsafeMutablePointer<CK_FUNCTION_LIST>, _ uri: OpaquePointer,
        _ body: (OpenToken) throws(TokenDistrustError) -> Void
    ) throws(TokenDistrustError) -> CK_RV? {
        var info = CK_INFO()
        let status = unsafe module.pointee.C_GetInfo(&info)
        if status != cp11kit_ok { return status }
        guard unsafe p11_kit_uri_match_module_info(uri, &info) == 1 else { return nil }

        var slots = [CK_SLOT_ID](repeating: 0, count: maximumSlots)
        var count = CK_ULONG(maximumSlots)
        let listed = unsafe module.pointee.C_GetSlotList(1, &slots, &count)
        if listed != cp11kit_ok { return listed }
        if count > CK_ULONG(maximumSlots) { throw TokenDistrustError("a module has more than \(maximumSlots) tokens") }
        var failure: CK_RV?
        for slot in slots.prefix(Int(count)) {
            var token = CK_TOKEN_INFO()
            let status = unsafe module.pointee.C_GetTokenInfo(slot, &token)
            if status != cp11kit_ok {
                failure = failure ?? status
            } else if unsafe p11_kit_uri_match_token_info(uri, &token) == 1 {
                let status = try unsafe OpenToken.with(module, slot, body)
                failure = failure ?? status
            }
        }
        return failure
    }

    private static let maximumSlots = 1_000

    static func check(_ status: CK_RV, of module: UnsafeMutablePointer<CK_FUNCTION_LIST>) throws(TokenDistrustError) {
        if status == cp11kit_ok { return }
        // The name is ours to free.
        let name = unsafe p11_kit_module_get_name(module)
        defer { unsafe free(name) }
        let shown = unsafe name.map { unsafe "the module '\(String(cString: $0))': " } ?? ""
        // A static text of the library, never freed.
        let text = unsafe p11_kit_strerror(status).map { unsafe String(cString: $0) } ?? ""
        throw TokenDistrustError("\(shown)\(text) (CKR 0x\(String(status, radix: 16)))")
    }
}
