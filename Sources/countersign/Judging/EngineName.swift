import CrossCheck
import GnuTLSEngine
import IndependentValidator
#if OpenSSL
import OpenSSLEngine
#endif
import ServerIdentity
import VerdictMemory

/// An engine by the name that the command line and the record use.
enum EngineName: String, CaseIterable, Sendable {
    case gnutls
    case swift
    #if OpenSSL
    case openssl
    #endif

    /// The engine, behind a memo or not.
    func make(
        _ remembering: Remembering, _ decodedAnchors: DecodedAnchors, _ certificates: DecodedCertificates
    ) -> MadeEngine {
        MadeEngine(chainEngine(remembering, decodedAnchors, certificates), remembering)
    }

    /// The engine by itself; GnuTLS over candidate paths.
    ///
    /// - Parameters:
    ///   - remembering: whether the validator keeps anything of a chain that it knows.
    ///   - decodedAnchors: what the validator need not decode again.
    ///   - certificates: who decodes for the validator and for reports.
    func chainEngine(
        _ remembering: Remembering = .on, _ decodedAnchors: DecodedAnchors = DecodedAnchors(),
        _ certificates: DecodedCertificates? = nil
    ) -> any ChainEngine {
        switch self {
        case .gnutls: return GnuTLSEngine(packageVersion: PackageVersion.ofGnuTLS(), paths: .candidates)
        #if OpenSSL
        case .openssl: return OpenSSLEngine(packageVersion: PackageVersion.ofOpenSSL())
        #endif
        case .swift:
            var limits = PathLimits()
            if remembering == .off { limits.rememberedIntermediates = 0 }
            return SwiftValidator(
                version: Version.current, publicSuffixes: RegisteredSuffixes.list, limits: limits, decodedAnchors: decodedAnchors,
                certificates: remembering == .on ? certificates : nil)
        }
    }
}

/// Whether engines remember what they said of a chain.
enum Remembering: Sendable {
    case on
    case off
}

/// An engine, and the counts of its memo.
struct MadeEngine: Sendable {
    let engine: any VerificationEngine
    /// Nil if it has no memo.
    let memoCounts: (@Sendable () -> MemoCounts)?

    init(_ engine: some ChainEngine, _ remembering: Remembering) {
        switch remembering {
        case .off: (self.engine, memoCounts) = (engine, nil)
        case .on:
            let memo = VerdictMemo(engine)
            (self.engine, memoCounts) = (memo, { memo.counts })
        }
    }
}
