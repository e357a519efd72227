#if OpenSSL
import COpenSSL
import ServerIdentity

/// One certificate as OpenSSL decoded it, shared by the verifications that use it.
@safe
final class X509Certificate: @unchecked Sendable {  // never changed after init; what OpenSSL caches inside, it guards by a lock
    /// The octets that it was decoded from.
    let der: [UInt8]
    let handle: OpaquePointer

    /// Nil unless OpenSSL decodes the octets, all of them: TLS clients take no certificate with octets behind it.
    init?(der: [UInt8]) {
        let decoded: OpaquePointer? = unsafe decode(der) { unsafe d2i_X509(nil, &$0, $1) }
        guard let decoded = unsafe decoded else { return nil }
        self.der = der
        unsafe handle = decoded
    }

    deinit { unsafe X509_free(handle) }

    /// Whether it names itself as its issuer and its key identifiers do not contradict that; the signature is not
    /// checked.
    var isSelfSigned: Bool { unsafe X509_self_signed(handle, 0) == 1 }

    /// The subject in the form of RFC 2253, not escaped for printing.
    var subject: String { unsafe text(of: X509_get_subject_name(handle)) }

    /// The issuer's name in the form of RFC 2253, not escaped for printing.
    var issuer: String { unsafe text(of: X509_get_issuer_name(handle)) }

    /// The first second of validity; nil where OpenSSL can't read it.
    var notBefore: Instant? { unsafe instant(X509_get0_notBefore(handle)) }

    /// The last second of validity; nil where OpenSSL can't read it.
    var notAfter: Instant? { unsafe instant(X509_get0_notAfter(handle)) }

    /// Both dates; nil where OpenSSL can't read one of them.
    var validity: ValidityPeriod? {
        guard let notBefore, let notAfter else { return nil }
        return ValidityPeriod(notBefore: notBefore, notAfter: notAfter)
    }

    /// How many octets its certificatePolicies and policyMappings have; 0 without them.
    var octetsOfPolicies: Int {
        [NID_certificate_policies, NID_policy_mappings].reduce(0) { sum, kind in
            let place = unsafe X509_get_ext_by_NID(handle, kind, -1)
            guard place >= 0, let value = unsafe X509_EXTENSION_get_data(X509_get_ext(handle, place)) else {
                return sum
            }
            return unsafe sum + Int(ASN1_STRING_length(value))
        }
    }

    /// Whether a host name is among the names, by OpenSSL's rules and these flags (`X509_CHECK_FLAG_…`).
    func matches(host: [UInt8], flags: UInt32) -> Bool {
        // OpenSSL takes a length of 0 for "count yourself", and a NUL for the end of the text.
        if host.isEmpty || host.contains(0) { return false }
        return unsafe host.withUnsafeBytes {
            unsafe X509_check_host(handle, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count, flags, nil) == 1
        }
    }

    /// Whether an address of 4 or 16 octets is among the iPAddress names.
    func matches(address: [UInt8]) -> Bool {
        guard address.count == 4 || address.count == 16 else { return false }
        return unsafe address.withUnsafeBufferPointer { unsafe X509_check_ip(handle, $0.baseAddress, $0.count, 0) == 1 }
    }

    /// Whether the address that OpenSSL reads from a text is among the iPAddress names; nil if it reads none
    /// (`X509_check_ip_asc` says -2).
    func matches(addressText: [UInt8]) -> Bool? {
        if addressText.contains(0) { return nil }
        return switch unsafe X509_check_ip_asc(handle, addressText.map { CChar(bitPattern: $0) } + [0], 0) {
        case 1: true
        case -2: nil
        default: false
        }
    }

    /// The octets of a certificate that OpenSSL lends us; empty if it can't encode it.
    static func octets(of certificate: OpaquePointer?) -> [UInt8] {
        let length = unsafe i2d_X509(certificate, nil)
        guard length > 0 else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            var end = buffer.baseAddress
            count = unsafe max(0, Int(i2d_X509(certificate, &end)))
        }
    }
}

/// Decodes DER, all of it: what is left over makes it undecodable. The caller owns the result.
func decode(
    _ der: [UInt8], by decoder: (inout UnsafePointer<UInt8>?, Int) -> OpaquePointer?,
    free: (OpaquePointer) -> Void = { unsafe X509_free($0) }
) -> OpaquePointer? {
    unsafe der.withUnsafeBufferPointer { buffer in
        var position = buffer.baseAddress
        guard let decoded = unsafe decoder(&position, buffer.count) else {
            forgetErrors()
            return nil
        }
        if unsafe position == buffer.baseAddress.map({ unsafe $0 + buffer.count }) { return unsafe decoded }
        unsafe free(decoded)
        return nil
    }
}

/// A distinguished name that OpenSSL lends us, as text.
private func text(of name: OpaquePointer?) -> String {
    guard let name = unsafe name, let memory = unsafe BIO_new(BIO_s_mem()) else { return "" }
    defer { unsafe BIO_free(memory) }
    guard unsafe X509_NAME_print_ex(memory, name, 0, copenssl_rfc2253_name) >= 0 else { return "" }
    // Names are shown in reports only: 4,096 octets are more than a reader takes in.
    let octets = unsafe [UInt8](unsafeUninitializedCapacity: 4_096) { buffer, count in
        count = unsafe max(0, Int(BIO_read(memory, buffer.baseAddress, Int32(buffer.count))))
    }
    return String(decoding: octets, as: UTF8.self)
}

/// A date that OpenSSL lends us; nil if it can't be read.
func instant(_ time: UnsafePointer<ASN1_TIME>?) -> Instant? {
    guard let time = unsafe time, let epoch = unsafe ASN1_TIME_set(nil, 0) else { return nil }
    defer { unsafe ASN1_STRING_free(epoch) }
    var days: Int32 = 0
    var seconds: Int32 = 0
    guard unsafe ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else {
        forgetErrors()
        return nil
    }
    return Instant(secondsSinceEpoch: Int64(days) * 86_400 + Int64(seconds))
}
#endif
