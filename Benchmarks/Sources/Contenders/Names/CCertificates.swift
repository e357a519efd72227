import CGnuTLSPeer
import COpenSSLPeer

/// A certificate that GnuTLS decoded.
@safe
final class GnuTLSCertificate {
    private let handle: OpaquePointer

    init(_ der: [UInt8]) throws {
        let made = unsafe der.withUnsafeBufferPointer { unsafe gnutlspeer_certificate_new($0.baseAddress, $0.count) }
        guard let made = unsafe made else { throw ContenderError.setup("C on GnuTLS") }
        unsafe handle = made
    }

    deinit { unsafe gnutlspeer_certificate_free(handle) }

    func matches(_ host: ContiguousArray<CChar>) -> Bool {
        unsafe host.withUnsafeBufferPointer { unsafe gnutlspeer_certificate_matches(handle, $0.baseAddress) != 0 }
    }
}

/// A certificate that OpenSSL decoded.
@safe
final class OpenSSLCertificate {
    private let handle: OpaquePointer

    init(_ der: [UInt8]) throws {
        let made = unsafe der.withUnsafeBufferPointer { unsafe opensslpeer_certificate_new($0.baseAddress, $0.count) }
        guard let made = unsafe made else { throw ContenderError.setup("C on OpenSSL") }
        unsafe handle = made
    }

    deinit { unsafe opensslpeer_certificate_free(handle) }

    func matches(_ host: ContiguousArray<CChar>) -> Bool {
        unsafe host.withUnsafeBufferPointer { unsafe opensslpeer_certificate_matches(handle, $0.baseAddress) != 0 }
    }
}
