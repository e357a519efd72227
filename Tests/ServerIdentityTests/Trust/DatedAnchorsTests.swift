import ServerIdentity
import Synchronization
import Testing

@Suite("What is made of anchors for leaves of one age")
struct DatedAnchorsTests {
    private static func second(_ number: Int) throws -> Instant { try #require(Instant(secondsSinceEpoch: Int64(number))) }

    /// Anchor number N is trusted for leaves that were issued until second N.
    private static func anchors(_ count: Int) throws -> [TrustAnchor] {
        try (1...count).map { number in
            TrustAnchor(
                try CertificateDER([UInt8(number)]),
                constraints: AnchorConstraints(serverDistrustAfter: try second(number)))
        }
    }

    @Test func `the anchors are those that are trusted for the leaf, made once for each age`() throws {
        let calls = Mutex(0)
        let dated = DatedAnchors(try Self.anchors(3)) { left -> [UInt8]? in
            calls.withLock { $0 += 1 }
            return left.isEmpty ? nil : left.map { $0.certificate.octets[0] }
        }
        for _ in 1...2 {
            #expect(try dated.value(forLeafIssuedAt: Self.second(0)) == [1, 2, 3])
            #expect(try dated.value(forLeafIssuedAt: Self.second(1)) == [1, 2, 3])
            #expect(try dated.value(forLeafIssuedAt: Self.second(2)) == [2, 3])
            #expect(try dated.value(forLeafIssuedAt: Self.second(4)) == nil)
        }
        #expect(calls.withLock(\.self) == 3)
    }

    /// Something that knows whether it is still kept.
    private final class Kept: Sendable {
        let count: Int
        private let living: Living

        final class Living: Sendable {
            let count = Mutex(0)
        }

        init(_ count: Int, _ living: Living) {
            self.count = count
            self.living = living
            living.count.withLock { $0 += 1 }
        }

        deinit { living.count.withLock { $0 -= 1 } }
    }

    @Test func `as many dates as roots do not fill the memory, and stay right`() throws {
        let living = Kept.Living()
        let dated = DatedAnchors(try Self.anchors(200)) { Kept($0.count, living) }
        for round in 1...2 {
            for second in 1...200 {
                let made = try dated.value(forLeafIssuedAt: Self.second(second))
                #expect(made?.count == 201 - second, "\(round)")
            }
        }
        let kept = living.count.withLock(\.self)
        #expect(kept >= 1 && kept <= DatedAnchors<Kept>.maximumKept)
    }
}
