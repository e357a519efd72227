import NIOCore
import NIOEmbedded
import NIOSSL
import NIOTLS

/// NIOSSL (BoringSSL) over an embedded channel. Its API can't resume sessions.
///
/// Closing the channel is not timed: it would say goodbye, which the others do not.
final class NIOSSLMemoryClient: MemoryClient {
    private let context: NIOSSLContext
    private let host: String
    private var channel: EmbeddedChannel?
    private var watch = HandshakeWatch()
    let isResumed = false

    init(_ question: HandshakeQuestion, _ scenario: MemoryScenario) throws {
        context = try NIOSSLContext(configuration: .benchmark(question, scenario.version))
        host = question.host
    }

    var isComplete: Bool { watch.isComplete }

    func begin() throws {
        close()
        watch = HandshakeWatch()
        let channel = EmbeddedChannel(handlers: [try NIOSSLClientHandler(context: context, serverHostname: host), watch])
        self.channel = channel
        channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 443), promise: nil)
        try channel.throwIfErrorCaught()
    }

    func take(_ octets: [UInt8]) throws {
        do { try channel?.writeInbound(ByteBuffer(bytes: octets)) } catch {
            if error.isNIOSSLRefusal { throw ContenderError.refused("\(error)") }
            throw ContenderError.failed("NIOSSL: \(error)")
        }
    }

    func end() {}

    /// Without a goodbye to wait for: the other side is told to be gone.
    private func close() {
        guard let channel else { return }
        channel.pipeline.fireChannelInactive()
        channel.close(promise: nil)
        channel.embeddedEventLoop.run()
        try? channel.throwIfErrorCaught()  // the server went without a goodbye: as meant
        self.channel = nil
    }

    func takeOutput() -> [UInt8] {
        var output: [UInt8] = []
        while let buffer = try? channel?.readOutbound(as: ByteBuffer.self) { output += buffer.readableBytesView }
        return output
    }

    func keepForResumption(_ octets: [UInt8]) throws { throw ContenderError.missing("session resumption") }

    private final class HandshakeWatch: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private(set) var isComplete = false

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case TLSUserEvent.handshakeCompleted = event { isComplete = true }
        }
    }
}

extension TLSConfiguration {
    /// What all NIOSSL contenders use: the same groups as everybody, X25519 first, and full verification.
    static func benchmark(_ question: HandshakeQuestion, _ version: MemoryScenario.Version) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        let version = version == .tls13 ? TLSVersion.tlsv13 : .tlsv12
        configuration.minimumTLSVersion = version
        configuration.maximumTLSVersion = version
        configuration.curves = [.x25519, .secp256r1, .secp384r1]
        configuration.certificateVerification = .fullVerification
        configuration.trustRoots = .file(question.rootsPath)
        configuration.verifySignatureAlgorithms = [
            .ecdsaSecp256R1Sha256, .rsaPssRsaeSha256, .rsaPkcs1Sha256, .ecdsaSecp384R1Sha384, .rsaPssRsaeSha384, .rsaPkcs1Sha384,
            .ed25519,
        ]
        return configuration
    }
}

extension Error {
    /// Whether NIOSSL refused the peer's chain or name.
    var isNIOSSLRefusal: Bool {
        if let error = self as? NIOSSLExtraError { return error == .failedToValidateHostname }
        guard let error = self as? NIOSSLError, case .handshakeFailed(let cause) = error else { return false }
        return "\(cause)".contains("CERTIFICATE_VERIFY_FAILED")
    }
}
