import TestKit

/// A TCP peer that does something other than a whole handshake; written in Python, which sees every octet and every
/// reset.
struct RawPeer: Sendable {
    let port: Int
    let process: Running

    /// What it does with each connection.
    enum Behaviour: Sendable {
        /// Says nothing.
        case silence
        /// Sends these octets at once, then nothing more.
        case says([UInt8])
        /// Sends these octets when the client has spoken, and closes.
        case answers([UInt8])
        /// A real server's octets up to a count, then nothing more.
        case stallsAfter(Int, of: Int)
        /// A real server's octets up to a count, then a reset.
        case resetsAfter(Int, of: Int)
        /// A real server's octets up to a count, then the end.
        case closesAfter(Int, of: Int)
        /// A real server's first flight, and nothing of the second.
        case stallsAfterFirstFlight(of: Int)
        /// The header of a record, and one octet of it every fiftieth of a second.
        case trickles
        /// The same octets without end.
        case floods([UInt8])
        /// Never takes a connection, and has no room for another.
        case isFull

        fileprivate var arguments: [String] {
            switch self {
            case .silence: ["stall", "0", "0"]
            case .says(let octets): ["say", Self.hexadecimal(octets)]
            case .answers(let octets): ["answer", Self.hexadecimal(octets)]
            case .stallsAfter(let count, let port): ["stall", "\(port)", "\(count)"]
            case .resetsAfter(let count, let port): ["reset", "\(port)", "\(count)"]
            case .closesAfter(let count, let port): ["close", "\(port)", "\(count)"]
            case .stallsAfterFirstFlight(let port): ["flight", "\(port)", "0"]
            case .trickles: ["trickle"]
            case .floods(let octets): ["flood", Self.hexadecimal(octets)]
            case .isFull: ["full"]
            }
        }

        private static func hexadecimal(_ octets: [UInt8]) -> String {
            octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    static func start(_ behaviour: Behaviour, files: TemporaryDirectory) async throws -> RawPeer {
        let script = try files.write(Self.script, to: "peer.py")
        let process = try Running([Tool.python3.path, script] + behaviour.arguments, files: files)
        try await process.wait("a port") { $0.output.contains("\n") }
        let port = process.output.split(separator: "\n").first.flatMap { Int($0.dropFirst("port ".count)) }
        return RawPeer(port: port ?? 0, process: process)
    }

    /// How long the client stayed on each connection so far, in seconds.
    var stays: [Double] {
        process.output.split(separator: "\n").filter { $0.hasPrefix("closed ") }.compactMap {
            Double($0.dropFirst("closed ".count))
        }
    }

    private static let script = #"""
        import select, socket, struct, sys, threading, time

        mode = sys.argv[1]

        def relay(client, port, limit, first_flight_only):
            """Passes on what client and server say, but of the server only so much."""
            server = socket.create_connection(("127.0.0.1", port))
            passed = 0
            last = "client"
            while passed < limit:
                ready = select.select([client, server], [], [])[0]
                if client in ready:
                    data = client.recv(65536)
                    if not data:
                        return
                    if first_flight_only and last == "server":
                        return
                    last = "client"
                    server.sendall(data)
                if server in ready:
                    data = server.recv(65536)
                    if not data:
                        return
                    last = "server"
                    client.sendall(data[:limit - passed])
                    passed += len(data)

        def serve(client):
            began = time.monotonic()
            try:
                if mode in ("stall", "reset", "close", "flight") and int(sys.argv[2]):
                    relay(client, int(sys.argv[2]), int(sys.argv[3]) or 1 << 30, mode == "flight")
                if mode == "reset":
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                if mode == "reset":
                    return
                if mode == "answer":
                    client.recv(65536)
                    client.sendall(bytes.fromhex(sys.argv[2]))
                if mode in ("close", "answer"):
                    # What the client still says is read: a close with octets unread would be a reset.
                    client.shutdown(socket.SHUT_WR)
                if mode == "say":
                    client.sendall(bytes.fromhex(sys.argv[2]))
                if mode == "trickle":
                    client.sendall(bytes.fromhex("1603034000"))
                    client.setblocking(False)
                while mode == "trickle":
                    client.sendall(b"\0")
                    if select.select([client], [], [], 0.02)[0] and not client.recv(65536):
                        return
                while mode == "flood":
                    client.sendall(bytes.fromhex(sys.argv[2]) * 64)
                while client.recv(65536):
                    pass
            except OSError:
                pass
            finally:
                client.close()
                print("closed %.3f" % (time.monotonic() - began), flush=True)

        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(0 if mode == "full" else 64)
        if mode == "full":
            waiting = [socket.socket() for _ in range(4)]
            for one in waiting:
                one.setblocking(False)
                one.connect_ex(listener.getsockname())
        print("port %d" % listener.getsockname()[1], flush=True)
        while mode == "full":
            time.sleep(60)
        while True:
            client, _ = listener.accept()
            print("accepted", flush=True)
            threading.Thread(target=serve, args=(client,), daemon=True).start()

        """#
}
