/// What a server should send instead, where GnuTLS accepts only a part or another order of what it sends.
struct ServerAdvice {
    /// Places of certificates in the chain as presented, leaf first.
    let path: [Int]
    /// How many certificates were presented.
    let presented: Int

    /// One clause without a full stop.
    var text: String {
        let extra = (0..<presented).filter { !path.contains($0) }
        let isInOrder = path == path.sorted()
        var clauses: [String] = []
        if !extra.isEmpty { clauses.append("leave out \(Self.certificates(extra)), which the path does not need") }
        if !isInOrder { clauses.append("send the others in the order \(Self.list(path)), each one issued by the next") }
        let change = clauses.isEmpty ? "send them as they are" : clauses.joined(separator: ", and ")
        return "programs that use GnuTLS refuse the chain as presented; along \(Self.certificates(path)) it is accepted: \(change)"
    }

    private static func certificates(_ places: [Int]) -> String {
        (places.count == 1 ? "certificate " : "certificates ") + list(places)
    }

    private static func list(_ places: [Int]) -> String { places.map(String.init).joined(separator: ", ") }
}
