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
    func make(_ remembering: Remembering) -> MadeEngine { MadeEngine(chainEngine(), remembering) }

    /// The engine by itself.
    ///
    /// - Parameter paths: which paths GnuTLS is asked about; the others build their own.
    func chainEngine(paths: GnuTLSEngine.Paths = .candidates) -> any ChainEngine {
        switch self {
        case .gnutls: GnuTLSEngine(packageVersion: PackageVersion.ofGnuTLS(), paths: paths)
        #if OpenSSL
        case .openssl: OpenSSLEngine(packageVersion: PackageVersion.ofOpenSSL())
        #endif
        case .swift: SwiftValidator(version: Version.current, publicSuffixes: RegisteredSuffixes.list)
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
