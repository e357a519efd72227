import Synchronization

/// How many C handles this module holds, so that a test can see that each was given back.
enum LiveHandles {
    private static let counter = Atomic<Int>(0)

    static var count: Int { counter.load(ordering: .relaxed) }

    static func made() { counter.wrappingAdd(1, ordering: .relaxed) }

    static func gone() { counter.wrappingSubtract(1, ordering: .relaxed) }
}
