import CP11Kit
import Glibc

/// A session with a token, for as long as the body runs that it is given to.
@safe
struct OpenToken {
    private let module: UnsafeMutablePointer<CK_FUNCTION_LIST>
    private let slot: CK_SLOT_ID
    private let session: CK_SESSION_HANDLE

    /// How many objects of a class are looked at; p11-kit's module has one for each root, some 150.
    private static let maximumObjects = 100_000

    static func with(
        _ module: UnsafeMutablePointer<CK_FUNCTION_LIST>, _ slot: CK_SLOT_ID,
        _ body: (OpenToken) throws(TokenDistrustError) -> Void
    ) throws(TokenDistrustError) {
        var session: CK_SESSION_HANDLE = 0
        try unsafe Tokens.check(module.pointee.C_OpenSession(slot, cp11kit_serial_session, nil, nil, &session), of: module)
        defer { _ = unsafe module.pointee.C_CloseSession(session) }
        try body(unsafe OpenToken(module: module, slot: slot, session: session))
    }

    /// Calls a body with the values of each object of a class, in the order of the attributes; nil for those that the object does not have.
    func forEach(
        _ objectClass: CK_OBJECT_CLASS, _ attributes: [CK_ATTRIBUTE_TYPE],
        _ body: ([[UInt8]?]) throws(TokenDistrustError) -> Void
    ) throws(TokenDistrustError) {
        guard let iterator = unsafe p11_kit_iter_new(nil, P11KitIterBehavior(rawValue: 0)) else {
            throw TokenDistrustError("no memory")
        }
        // The session stays ours.
        defer { unsafe p11_kit_iter_free(iterator) }
        unsafe Self.narrow(iterator, objectClass)
        unsafe p11_kit_iter_begin_with(iterator, module, slot, session)
        var count = 0
        while true {
            let status = unsafe p11_kit_iter_next(iterator)
            if status == cp11kit_no_more_objects { return }
            try unsafe Tokens.check(status, of: module)
            count += 1
            if count > Self.maximumObjects { throw TokenDistrustError("a token has more than \(Self.maximumObjects) certificates") }
            try body(try unsafe values(attributes, iterator))
        }
    }

    private static func narrow(_ iterator: OpaquePointer, _ objectClass: CK_OBJECT_CLASS) {
        var objectClass = objectClass
        unsafe withUnsafeMutablePointer(to: &objectClass) { pointer in
            let size = CK_ULONG(MemoryLayout<CK_OBJECT_CLASS>.size)
            var filter = unsafe CK_ATTRIBUTE(type: cp11kit_class, pValue: pointer, ulValueLen: size)
            // It is copied, with what it points to.
            unsafe p11_kit_iter_add_filter(iterator, &filter, 1)
        }
    }

    private func values(_ types: [CK_ATTRIBUTE_TYPE], _ iterator: OpaquePointer) throws(TokenDistrustError) -> [[UInt8]?] {
        var attributes = unsafe types.map { unsafe CK_ATTRIBUTE(type: $0, pValue: nil, ulValueLen: 0) }
        // What is loaded is ours to free, whatever the status.
        defer { unsafe attributes.forEach { unsafe free($0.pValue) } }
        try unsafe Tokens.check(p11_kit_iter_load_attributes(iterator, &attributes, CK_ULONG(attributes.count)), of: module)
        return unsafe attributes.map { unsafe Self.octets($0) }
    }

    private static func octets(_ attribute: CK_ATTRIBUTE) -> [UInt8]? {
        guard unsafe attribute.ulValueLen != cp11kit_unavailable else { return nil }
        guard let start = unsafe attribute.pValue else { return [] }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: Int(attribute.ulValueLen)))
    }
}
