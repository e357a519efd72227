import COpenSSLPeer

/// C on libcrypto: `d2i_X509` and `X509_verify_cert` with host name and purpose.
@safe
final class OpenSSLChains: ChainVerifier {
    private let context: OpaquePointer
    private var chains: [OpaquePointer] = unsafe []

    init(_ question: HandshakeQuestion, _ chains: [[[UInt8]]]) throws {
        guard let context = unsafe opensslpeer_context_new(question.rootsPath, question.host, 0) else {
            throw ContenderError.setup("C on OpenSSL")
        }
        unsafe self.context = context
        for chain in chains {
            guard let copy = unsafe opensslpeer_chain_new() else { throw ContenderError.setup("C on OpenSSL") }
            unsafe self.chains.append(copy)
            for der in chain {
                let status = unsafe der.withUnsafeBufferPointer { unsafe opensslpeer_chain_add(copy, $0.baseAddress, $0.count) }
                if status != 0 { throw ContenderError.setup("C on OpenSSL") }
            }
        }
    }

    deinit {
        for index in unsafe chains.indices { unsafe opensslpeer_chain_free(chains[index]) }
        unsafe opensslpeer_context_free(context)
    }

    func accepts(_ index: Int) throws -> Bool {
        let status = unsafe opensslpeer_chain_verify(context, chains[index])
        if status < 0 { throw ContenderError.failed("OpenSSL can't decode the chain") }
        return status == 1
    }
}
