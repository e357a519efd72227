import GnuTLSEngine
import IndependentValidator
import ServerIdentity

#if OpenSSL
import OpenSSLEngine
#endif

/// The engines that decide together, as users choose them: the usual two, and the sets with OpenSSL where it is built.
enum EngineSets {
    static let all: [[any ChainEngine]] = {
        let usual: [[any ChainEngine]] = [[GnuTLSEngine(), SwiftValidator(version: "test")]]
        #if OpenSSL
        return usual + [
            [SwiftValidator(version: "test"), OpenSSLEngine()],
            [GnuTLSEngine(), SwiftValidator(version: "test"), OpenSSLEngine()],
        ]
        #else
        return usual
        #endif
    }()

    /// The libraries alone; nothing where OpenSSL is not built.
    static let libraries: [[any ChainEngine]] = {
        #if OpenSSL
        return [[GnuTLSEngine(), OpenSSLEngine()]]
        #else
        return []
        #endif
    }()
}
