import Testing
import TestKit

/// Makes the PKI before the tests of a suite, and takes it away after them.
struct PKITrait: SuiteTrait, TestScoping {
    func provideScope(for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void)
        async throws
    {
        let directory = try TemporaryDirectory()
        defer { directory.remove() }
        let pki = try await PKI.make(in: directory)
        try await PKI.$current.withValue(pki) { try await function() }
    }
}

extension Trait where Self == PKITrait {
    static var withPKI: PKITrait { PKITrait() }
}

extension PKI {
    /// The PKI of the running tests.
    static func made() throws -> PKI { try #require(current) }
}
