import GnuTLSEngine
package import IndependentValidator
#if OpenSSL
import OpenSSLEngine
#endif
package import ServerIdentity
import VerdictMemory

/// An engine by the name that the command line and the record use.
public enum EngineName: String, CaseIterable, Sendable {
    /// GnuTLS, over the paths that can be made of what was presented.
    case gnutls
    /// The independent validator.
    case swift
    #if OpenSSL
    /// OpenSSL; only where the package trait OpenSSL is on.
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
    package func chainEngine(
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

extension EngineName {
    /// Reads names with commas between them, in their order and as often as they are given.
    ///
    /// - Throws: `EngineNameError` for the first that is none.
    public static func list(parsing text: String) throws(EngineNameError) -> [EngineName] {
        var names: [EngineName] = []
        for text in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
            guard let name = EngineName(rawValue: text) else {
                throw text == "openssl" ? .withoutOpenSSL : .unknown
            }
            names.append(name)
        }
        return names
    }
}

/// Why a text names no engine.
public enum EngineNameError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is none of that name.
    case unknown
    /// OpenSSL, in a program that was built without it.
    case withoutOpenSSL

    /// One clause without a full stop.
    public var description: String {
        switch self {
        case .unknown:
            "there is no engine of that name; there are \(EngineName.allCases.map(\.rawValue).joined(separator: ", "))"
        case .withoutOpenSSL: "this program was built without OpenSSL (package trait OpenSSL, libssl-dev)"
        }
    }
}

/// Whether engines remember what they said of a chain.
public enum Remembering: Hashable, Sendable {
    /// A chain that was judged under the same question is not judged again; names are.
    case on
    /// Every chain is judged anew.
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
