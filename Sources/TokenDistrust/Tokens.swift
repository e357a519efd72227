import CP11Kit
import Glibc

/// The tokens of p11-kit's modules.
enum Tokens {
    /// Calls a body with each token that a URL fits, one that is initialised, as GnuTLS chooses them: by what the URL says of modules and tokens, not of slots.
    static func forEach(
        _ url: String, _ body: (OpenToken) throws(TokenDistrustError) -> Void
    ) throws(TokenDistrustError) {
        guard url.hasPrefix("pkcs11:"), !url.utf8.contains(0) else { throw TokenDistrustError("it is no PKCS#11 URL") }
        guard let uri = unsafe p11_kit_uri_new() else { throw TokenDistrustError("no memory") }
        defer { unsafe p11_kit_uri_free(uri) }
        // Swift lends a NUL-terminated copy of the URL for the call.
        if unsafe p11_kit_uri_parse(url, P11_KIT_URI_FOR_ANY, uri) != CInt(P11_KIT_URI_OK.rawValue) {
            throw TokenDistrustError("it is no PKCS#11 URL")
        }
        // p11-kit counts who uses a module: GnuTLS may have it at the same time.
        guard let modules = unsafe p11_kit_modules_load_and_initialize(0) else {
            // A text of the library, kept for this thread.
            let why = unsafe p11_kit_message().map { unsafe String(cString: $0) } ?? "no reason is given"
            throw TokenDistrustError("p11-kit can't load its modules: \(why)")
        }
        defer { unsafe p11_kit_modules_finalize_and_release(modules) }
        var place = 0
        // A null pointer ends the list.
        while let module = unsafe modules[place] {
            try unsafe forEach(in: module, uri, body)
            place += 1
        }
    }

    private static func forEach(
        in module: UnsafeMutablePointer<CK_FUNCTION_LIST>, _ uri: OpaquePointer,
        _ body: (OpenToken) throws(TokenDistrustError) -> Void
    ) throws(TokenDistrustError) {
        var info = CK_INFO()
        try unsafe check(module.pointee.C_GetInfo(&info), of: module)
        guard unsafe p11_kit_uri_match_module_info(uri, &info) == 1 else { return }
        for slot in try unsafe slots(of: module) {
            var token = CK_TOKEN_INFO()
            // What went since, or was never initialised, holds nothing.
            guard unsafe module.pointee.C_GetTokenInfo(slot, &token) == cp11kit_ok, token.flags & cp11kit_token_initialized != 0,
                unsafe p11_kit_uri_match_token_info(uri, &token) == 1
            else { continue }
            try unsafe OpenToken.with(module, slot, body)
        }
    }

    private static func slots(of module: UnsafeMutablePointer<CK_FUNCTION_LIST>) throws(TokenDistrustError) -> [CK_SLOT_ID] {
        var count: CK_ULONG = 0
        try unsafe check(module.pointee.C_GetSlotList(1, nil, &count), of: module)
        if count > maximumSlots { throw TokenDistrustError("a module has more than \(maximumSlots) tokens") }
        var slots = [CK_SLOT_ID](repeating: 0, count: Int(count))
        if slots.isEmpty { return [] }
        try unsafe check(module.pointee.C_GetSlotList(1, &slots, &count), of: module)
        return Array(slots.prefix(Int(count)))
    }

    private static let maximumSlots: CK_ULONG = 1_000

    static func check(_ status: CK_RV, of module: UnsafeMutablePointer<CK_FUNCTION_LIST>) throws(TokenDistrustError) {
        if status == cp11kit_ok { return }
        // The name is ours to free.
        let name = unsafe p11_kit_module_get_name(module)
        defer { unsafe free(name) }
        let shown = unsafe name.map { unsafe "the module '\(String(cString: $0))': " } ?? ""
        // A static text of the library, never freed.
        let text = unsafe p11_kit_strerror(status).map { unsafe String(cString: $0) } ?? "status \(status)"
        throw TokenDistrustError(shown + text)
    }
}
