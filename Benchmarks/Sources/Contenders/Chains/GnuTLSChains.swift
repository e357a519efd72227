import CGnuTLSPeer

/// Raw C on libgnutls: import and `gnutls_x509_trust_list_verify_crt2` with host name and purpose.
@safe
final class GnuTLSChains: ChainVerifier {
    private let context: OpaquePointer
    private var chains: [OpaquePointer] = unsafe []

    init(_ question: HandshakeQuestion, _ chains: [[[UInt8]]]) throws {
        guard let context = unsafe gnutlspeer_context_new(question.rootsPath, "NORMAL", question.host, 0) else {
            throw ContenderError.setup("C on GnuTLS")
        }
        unsafe self.context = context
        for chain in chains {
            guard let copy = unsafe gnutlspeer_chain_new() else { throw ContenderError.setup("C on GnuTLS") }
            unsafe self.chains.append(copy)
            for der in chain {
                let status = unsafe der.withUnsafeBufferPointer { unsafe gnutlspeer_chain_add(copy, $0.baseAddress, $0.count) }
                if status != 0 { throw ContenderError.setup("C on GnuTLS") }
            }
        }
    }

    deinit {
        for index in unsafe chains.indices { unsafe gnutlspeer_chain_free(chains[index]) }
        unsafe gnutlspeer_context_free(context)
    }

    func accepts(_ index: Int) throws -> Bool {
        let status = unsafe gnutlspeer_chain_verify(context, chains[index])
        if status < 0 { throw ContenderError.failed("GnuTLS error \(status)") }
        return status == 1
    }
}
