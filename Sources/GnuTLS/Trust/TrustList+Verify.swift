import CGnuTLS
import CGnuTLSClock

extension TrustList {
    /// Asks GnuTLS whether a chain may be trusted for a name, as of an instant.
    ///
    /// - Parameters:
    ///   - chain: DER, leaf first.
    ///   - name: whom the leaf must name; nil leaves the name unchecked.
    ///   - purpose: what the chain is to be used for.
    ///   - profile: how strong keys and signatures must be.
    ///   - instant: seconds since 1970; only this thread's call sees it.
    /// - Throws: `GnuTLSError` if the name is empty, holds a NUL or is no address of 4 or 16 octets; if a certificate
    ///   can't be decoded or its key is above the limits (its index is in the operation); or if the call itself fails.
    ///   A chain that is not trusted is an answer, not an error.
    public func verify(
        chain: [[UInt8]], for name: PeerName?, purpose: KeyPurpose = .serverAuthentication, profile: SecurityProfile = .medium,
        at instant: Int64
    ) throws(GnuTLSError) -> Verification {
        try verify(CertificateList(der: chain), for: name, purpose: purpose, profile: profile, at: instant)
    }

    /// As `verify(chain:for:purpose:profile:at:)`, of a chain that was decoded already.
    ///
    /// - Parameters:
    ///   - chain: the certificates, decoded.
    ///   - order: which certificates of the chain, by their places, leaf first; nil for all as they stand.
    ///   - name: whom the leaf must name; nil leaves the name unchecked.
    ///   - purpose: nil leaves the purpose unchecked.
    ///   - profile: how strong keys and signatures must be.
    ///   - instant: seconds since 1970; only this thread's call sees it.
    public func verify(
        _ chain: CertificateList, order: [Int]? = nil, for name: PeerName?, purpose: KeyPurpose? = .serverAuthentication,
        profile: SecurityProfile = .medium, at instant: Int64
    ) throws(GnuTLSError) -> Verification {
        if let name, !name.isComparable { throw GnuTLSError(.invalidRequest, .verify) }
        let trace = VerificationTrace(of: chain)
        var leaf = chain.der.first ?? []
        // GnuTLS sorts the array that it is given; the certificates in it are only read.
        var certificates = unsafe chain.handles
        if let order {
            guard let first = order.first, order.allSatisfy(chain.der.indices.contains) else {
                throw GnuTLSError(.invalidRequest, .verify)
            }
            leaf = chain.der[first]
            unsafe certificates = order.map { unsafe chain.handles[$0] }
        }
        let count = UInt32(unsafe certificates.count)
        let flags = profile.flags
        var status: UInt32 = 0
        let result: Int32 = unsafe withVerificationData(name, purpose) { data in
            unsafe cgnutls_verify_at(
                time_t(instant), handle, &certificates, count, data.baseAddress, UInt32(data.count), flags, &status,
                { context, certificate, issuer, status in
                    guard let context = unsafe context, let certificate = unsafe certificate else { return }
                    let trace = unsafe Unmanaged<VerificationTrace>.fromOpaque(context).takeUnretainedValue()
                    unsafe trace.add(certificate, issuer, CertificateStatus(rawValue: status))
                },
                Unmanaged.passUnretained(trace).toOpaque())  // `trace` outlives the call: it is used below
        }
        try check(result, .verify)
        return Verification(status: CertificateStatus(rawValue: status), steps: trace.steps, leaf: leaf)
    }

    private func withVerificationData<R>(
        _ name: PeerName?, _ purpose: KeyPurpose?, _ body: (UnsafeMutableBufferPointer<gnutls_typed_vdata_st>) -> R
    ) -> R {
        var purposeText = Array((purpose?.objectIdentifier ?? "").utf8) + [0]
        var nameOctets: [UInt8] =
            switch name {
            case .host(let host): Array(host.utf8) + [0]
            case .address(let octets): octets
            case nil: []
            }
        let nameSize = UInt32(nameOctets.count)
        // GnuTLS reads both buffers during the call and keeps no pointer.
        return unsafe purposeText.withUnsafeMutableBufferPointer { purposeBuffer in
            unsafe nameOctets.withUnsafeMutableBufferPointer { nameBuffer in
                var data: [gnutls_typed_vdata_st] = unsafe []
                if purpose != nil {
                    unsafe data.append(
                        gnutls_typed_vdata_st(type: GNUTLS_DT_KEY_PURPOSE_OID, data: purposeBuffer.baseAddress, size: 0))
                }
                switch name {
                case .host:
                    unsafe data.append(gnutls_typed_vdata_st(type: GNUTLS_DT_DNS_HOSTNAME, data: nameBuffer.baseAddress, size: 0))
                case .address:
                    unsafe data.append(
                        gnutls_typed_vdata_st(type: GNUTLS_DT_IP_ADDRESS, data: nameBuffer.baseAddress, size: nameSize))
                case nil: break
                }
                return unsafe data.withUnsafeMutableBufferPointer { unsafe body($0) }
            }
        }
    }
}
