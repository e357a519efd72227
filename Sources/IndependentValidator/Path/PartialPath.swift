import ServerIdentity

/// A path as far as it was built: leaf first.
struct PartialPath {
    private(set) var certificates: [PathCertificate]
    /// Certificates between the leaf and the next one that are not self-issued.
    private(set) var intermediates = 0
    /// Whether the last certificate is an anchor.
    private(set) var isComplete: Bool
    private let commonName: [UInt8]?
    private let cache = NameCache()

    /// The names of each certificate, made when a CA with name constraints asks.
    private final class NameCache {
        var names: [ObjectIdentifier: ConstrainedNames] = [:]
    }

    init(_ leaf: PathCertificate, _ context: PathContext) {
        certificates = [leaf]
        isComplete = context.isAnchor(leaf)
        commonName = CommonNameFallback.candidate(leaf.decoded, context.policy)
    }

    /// A line of certificates, leaf first; at least one.
    init(_ line: [PathCertificate], _ context: PathContext) {
        self.init(line[0], context)
        for issuer in line.dropFirst() { push(issuer, context) }
    }

    /// The certificate whose issuer comes next.
    var top: PathCertificate { certificates[certificates.count - 1] }

    mutating func push(_ issuer: PathCertificate, _ context: PathContext) {
        certificates.append(issuer)
        isComplete = context.isAnchor(issuer)
        if !isComplete, !issuer.isSelfIssued { intermediates += 1 }
    }

    mutating func pop() {
        let removed = certificates.removeLast()
        if !isComplete, !removed.isSelfIssued { intermediates -= 1 }
        isComplete = false
    }

    /// The names that constraints apply to, of the certificate at a place.
    func names(at place: Int) -> ConstrainedNames {
        let certificate = certificates[place]
        if let known = cache.names[ObjectIdentifier(certificate)] { return known }
        let names = ConstrainedNames(certificate.decoded, commonName: place == 0 ? commonName : nil)
        cache.names[ObjectIdentifier(certificate)] = names
        return names
    }
}
