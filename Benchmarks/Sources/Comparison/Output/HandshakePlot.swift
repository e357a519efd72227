import Contenders

/// Bars of processor time per verified handshake, one group for each kind of key: ours stand out, a line marks the
/// limit.
struct HandshakePlot {
    private let groups: [TaskResult]

    /// Over loopback where that was measured, else through memory; nil where neither was.
    init?(_ results: [TaskResult]) {
        let handshakes = results.filter { $0.task.suite == .handshake && $0.task.name.hasSuffix("full") }
        let loopback = handshakes.filter { $0.task.name.hasPrefix("loopback") }
        let memory = handshakes.filter { ["memory TLS1.3 RSA full", "memory TLS1.3 ECDSA full"].contains($0.task.name) }
        groups = loopback.isEmpty ? memory : loopback
        if groups.isEmpty { return nil }
    }

    private static let width = 760.0
    private static let labels = 230.0
    private static let values = 70.0
    private static let bar = 18.0
    private static let step = 26.0
    private static let heading = 34.0

    /// The picture; its colours follow the reader's dark or light scheme.
    var svg: String {
        let rows = groups.map(\.rows.count).reduce(0, +)
        let height = 44 + Double(groups.count) * (Self.heading + 10) + Double(rows) * Self.step
        let largest = groups.flatMap(\.rows).map(\.microseconds).max() ?? 1
        let scale = (Self.width - Self.labels - Self.values) / max(largest, 1)
        var top = 40.0
        var body = ""
        for group in groups {
            body += Self.group(group, top: top, scale: scale)
            top += Self.heading + 10 + Double(group.rows.count) * Self.step
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.number(Self.width)) \(Self.number(height))" role="img" font-family="system-ui, sans-serif" font-size="13">
            <title>Microseconds of client processor time per handshake</title>
            <style>
            text { fill: #24292f } .quiet { fill: #6e7781 } .ours { fill: #0969da } .peer { fill: #a8b1bb } .floor { fill: #d8dee4 } .limit { fill: #6e7781 }
            .line { stroke: #cf222e; stroke-width: 1.5; stroke-dasharray: 4 3 }
            @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 } .quiet { fill: #8d96a0 } .ours { fill: #4493f8 } .peer { fill: #57606a } .floor { fill: #30363d } .limit { fill: #8d96a0 } .line { stroke: #f85149 }
            }
            </style>
            <text x="8" y="24" font-size="15" font-weight="600">µs of client CPU per handshake (less is better)</text>
            \(body)</svg>

            """
    }

    private static func group(_ group: TaskResult, top: Double, scale: Double) -> String {
        var text = #"<text x="8" y="\#(number(top + 22))" font-weight="600">\#(escaped(group.task.name))</text>"# + "\n"
        let first = top + heading
        for (index, row) in group.rows.sorted(by: { $0.microseconds < $1.microseconds }).enumerated() {
            let y = first + Double(index) * step
            let length = row.microseconds * scale
            let weight = row.role == .ours ? #" font-weight="600""# : ""
            let name = row.role == .limit ? "\(row.name) (limit)" : row.name
            text +=
                #"<text x="\#(number(labels - 8))" y="\#(number(y + 14))" text-anchor="end"\#(weight)>\#(escaped(name))</text>"#
                + "\n"
            text += #"<rect class="\#(row.role.rawValue)" x="\#(number(labels))" y="\#(number(y))" width="\#(number(length))""#
            text += #" height="\#(number(bar))" rx="2"/>"# + "\n"
            text +=
                #"<text class="quiet" x="\#(number(width - 8))" y="\#(number(y + 14))" text-anchor="end">\#(number(row.microseconds.rounded()))</text>"#
                + "\n"
        }
        guard let limit = group.rows.first(where: { $0.role == .limit }) else { return text }
        let x = number(labels + limit.microseconds * scale)
        let bottom = number(first + Double(group.rows.count) * step - (step - bar) + 3)
        return text + #"<line class="line" x1="\#(x)" x2="\#(x)" y1="\#(number(first - 3))" y2="\#(bottom)"/>"# + "\n"
    }

    private static func number(_ value: Double) -> String {
        let tenths = (value * 10).rounded() / 10
        return tenths == tenths.rounded() ? String(Int(tenths)) : String(tenths)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
