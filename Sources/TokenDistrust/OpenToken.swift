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

    /// Calls a body with a token, unless no session can be had.
    ///
    /// - Returns: what the module says if there is no session; nil if the body was called.
    static func with(
        _ module: UnsafeMutablePointer<CK_FUNCTION_LIST>, _ slot: CK_SLOT_ID,
        _ body: (OpenToken) throws(TokenDistrustError) -> Void
    ) throws(TokenDistrustError) -> CK_RV? {
        var session: CK_SESSION_HANDLE = 0
        let status = unsafe module.pointee.C_OpenSession(slot, cp11kit_serial_session, nil, nil, &session)
        if status != cp11kit_ok { return status }
        defer { _ = unsafe module.pointee.C_CloseSession(session) }
        // PKCS #11 has no such handle, and p11-kit's iterator takes it for none.
        if session == 0 { throw TokenDistrustError("a token gave a session without a number") }
        try body(unsafe OpenToken(module: module, slot: slot, session: session))
        return nil
    }

    /// Calls a body with each object of a class. A token that knows no such objects, or shows none without a login, has
    /// none.
    func forEach(
        _ objectClass: CK_OBJECT_CLASS, _ body: (ObjectValues) throws(TokenDistrustError) -> Void
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
            if status == cp11kit_no_more_objects || count == 0 && Self.meansNone(status) { return }
            try unsafe Tokens.check(status, of: module)
            count += 1
            if count > Self.maximumObjects { throw TokenDistrustError("a token has more than \(Self.maximumObjects) objects") }
            try body(try unsafe values(iterator))
        }
    }

    private static func meansNone(_ status: CK_RV) -> Bool {
        [cp11kit_no_such_objects.0, cp11kit_no_such_objects.1, cp11kit_no_such_objects.2].contains(status)
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

    private func values(_ iterator: OpaquePointer) throws(TokenDistrustError) -> ObjectValues {
        var attributes = unsafe ObjectAttribute.allCases.map { unsafe CK_ATTRIBUTE(type: $0.type, pValue: nil, ulValueLen: 0) }
        // What is loaded is ours to free, whatever the status.
        defer { unsafe attributes.forEach { unsafe free($0.pValue) } }
        try unsafe Tokens.check(p11_kit_iter_load_attributes(iterator, &attributes, CK_ULONG(attributes.count)), of: module)
        var values: ObjectValues = [:]
        for (place, attribute) in ObjectAttribute.allCases.enumerated() {
            let octets = unsafe Self.octets(attributes[place])
            if !octets.isEmpty { values[attribute] = octets }
        }
        return values
    }

    /// Empty where the object has no such attribute.
    private static func octets(_ attribute: CK_ATTRIBUTE) -> [UInt8] {
        guard unsafe attribute.ulValueLen != cp11kit_unavailable, let start = unsafe attribute.pValue else { return [] }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: Int(attribute.ulValueLen)))
    }
}
