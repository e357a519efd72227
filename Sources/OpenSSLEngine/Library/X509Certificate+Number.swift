#if OpenSSL
import COpenSSL
import ServerIdentity

extension X509Certificate {
    /// Issuer and serial number as OpenSSL reads them; nil where it can't give them.
    var number: IssuerAndSerial? {
        guard let issuer = issuerEncoding, let serial = unsafe serialContent(X509_get0_serialNumber(handle)) else { return nil }
        return IssuerAndSerial(issuer: issuer, serial: serial)
    }

    /// The DER of the issuer's name; nil where OpenSSL can't encode it.
    var issuerEncoding: [UInt8]? { unsafe nameEncoding(X509_get_issuer_name(handle)) }

    /// The DER of the subject; nil where OpenSSL can't encode it.
    var subjectEncoding: [UInt8]? { unsafe nameEncoding(X509_get_subject_name(handle)) }
}

/// A name that OpenSSL lends us; it keeps the octets that it was decoded from.
private func nameEncoding(_ name: OpaquePointer?) -> [UInt8]? {
    guard let name = unsafe name else { return nil }
    return unsafe encoding { unsafe i2d_X509_NAME(name, $0) }
}

/// The content octets of an INTEGER that OpenSSL lends us.
private func serialContent(_ serial: UnsafePointer<ASN1_INTEGER>?) -> [UInt8]? {
    guard let serial = unsafe serial, let whole = unsafe encoding({ unsafe i2d_ASN1_INTEGER(serial, $0) }), whole.count > 2 else {
        return nil
    }
    // One octet of tag, one of length, and that many more of length if its highest bit is set.
    let header = whole[1] < 0x80 ? 2 : 2 + Int(whole[1] & 0x7f)
    return whole.count > header ? Array(whole[header...]) : nil
}

/// Asks for the length, then for the octets.
private func encoding(_ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) -> [UInt8]? {
    let length = encode(nil)
    guard length > 0 else {
        forgetErrors()
        return nil
    }
    return unsafe [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
        var end = buffer.baseAddress
        count = unsafe max(0, Int(encode(&end)))
    }
}
#endif
