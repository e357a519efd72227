import NIOCore
import NIOPosix
import ServerIdentity
import SystemResolver

/// Finds the addresses of a target on a thread that may block.
struct TargetResolver: Sendable {
    private let host: String
    private let port: Int
    private let loop: any EventLoop
    private let threads: NIOThreadPool

    init(_ target: Target, loop: any EventLoop, threads: NIOThreadPool) {
        host = target.address ?? target.host
        port = target.port
        self.loop = loop
        self.threads = threads
    }

    /// Fails with `ResolverError`.
    func resolve() -> EventLoopFuture<ResolvedTarget> {
        let (host, port, loop) = (host, port, loop)
        // An address needs no look-up, and must not wait behind those that do. Reading its text asks no name server.
        if IPAddress(parsingWithZone: host) != nil {
            return loop.makeCompletedFuture {
                let address = try Self.socketAddress(host, port)
                var resolved = ResolvedTarget(loop: loop)
                if address.protocol == .inet6 { resolved.v6 = [address] } else { resolved.v4 = [address] }
                return resolved
            }
        }
        return threads.runIfActive(eventLoop: loop) {
            let addresses = try SystemResolver.addresses(of: host).get()
            var resolved = ResolvedTarget(loop: loop)
            for address in addresses {
                guard let socketAddress = try? Self.socketAddress(address.text, port) else { continue }
                switch address.family {
                case .v4: resolved.v4.append(socketAddress)
                case .v6: resolved.v6.append(socketAddress)
                }
            }
            return resolved
        }
    }

    /// Only the number of a zone (`%eth0`) has to be asked of the system, which looks at all its interfaces for it.
    private static func socketAddress(_ text: String, _ port: Int) throws -> SocketAddress {
        if text.contains("%") { return try SocketAddress.makeAddressResolvingHost(text, port: port) }
        return try SocketAddress(ipAddress: text, port: port)
    }
}

/// Addresses that were found already, in the form in which NIO's happy-eyeballs connector asks for them.
struct ResolvedTarget: Resolver, Sendable {
    let loop: any EventLoop
    var v4: [SocketAddress] = []
    var v6: [SocketAddress] = []

    init(loop: any EventLoop) { self.loop = loop }

    /// The address, if there is just one: nothing to race.
    var only: SocketAddress? { v4.count + v6.count == 1 ? v4.first ?? v6.first : nil }

    func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> { loop.makeSucceededFuture(v4) }

    func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> { loop.makeSucceededFuture(v6) }

    func cancelQueries() {}
}
