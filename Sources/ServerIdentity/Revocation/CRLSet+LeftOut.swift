extension CRLSet {
    /// The note on lists that a library can't decode; none where there are none.
    ///
    /// - Parameters:
    ///   - library: as a report names it.
    ///   - places: which lists, by their place in the set.
    public func undecodable(by library: String, _ places: [Int]) -> [Finding] {
        leftOut(places, .undecodableCRL, "\(library) can't decode", "")
    }

    /// The note on lists that a library was not asked to decode, because they are too large for it; likewise.
    ///
    /// - Parameters:
    ///   - library: as a report names it.
    ///   - places: which lists, by their place in the set.
    ///   - limits: what they are above all together.
    public func notDecoded(by library: String, _ places: [Int], limits: String) -> [Finding] {
        leftOut(places, .workLimit, "\(library) was not asked to decode", "; all together they are above \(limits)")
    }

    private func leftOut(_ places: [Int], _ cause: Cause, _ what: String, _ why: String) -> [Finding] {
        guard let first = places.first else { return [] }
        let detail =
            "\(what) \(places.count) of \(lists.count) revocation lists; the first: \(EscapedText(lists[first].origin))\(why)"
        return [Finding(.other(.revocationUnavailable, cause, detail: detail), depth: nil, origin: .adapter)]
    }
}
