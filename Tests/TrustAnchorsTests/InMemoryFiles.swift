import Foundation
import LocalFiles
import ServerIdentity
import TrustAnchors

/// Files in a dictionary: octets, or nil for a file that can't be read. Directories are what paths have before their
/// last slash.
struct InMemoryFiles: FileSource {
    var contents: [String: [UInt8]?] = [:]
    var directories: Set<String> = []
    var pipes: Set<String> = []

    init(_ texts: [String: String] = [:]) {
        for (path, text) in texts { contents[path] = Array(text.utf8) }
    }

    func kind(of path: String) -> FileKind {
        if pipes.contains(path) { return .pipe }
        if contents[path] != nil { return .file }
        return directories.contains(path) || contents.keys.contains { $0.hasPrefix(path + "/") } ? .directory : .missing
    }

    func read(_ path: String, limit: Int) throws(FileProblem) -> [UInt8] {
        guard let file = contents[path] else { throw FileProblem(path: path, reason: "No such file or directory") }
        guard let octets = file else { throw FileProblem(path: path, reason: "Permission denied") }
        if octets.count > limit { throw FileProblem(path: path, reason: "more than \(limit) octets") }
        return octets
    }

    func list(_ directory: String) throws(FileProblem) -> [String] {
        guard kind(of: directory) == .directory else { throw FileProblem(path: directory, reason: "No such file or directory") }
        let inside = contents.keys.filter { $0.hasPrefix(directory + "/") }.map { $0.dropFirst(directory.count + 1) }
        return Array(Set(inside.map { String($0.prefix { $0 != "/" }) }))
    }
}

/// Octets of the form of a certificate (one SEQUENCE of the right length), of no more sense than that.
func fakeCertificate(_ seed: UInt8, contentLength: Int = 200) -> [UInt8] {
    let content = [UInt8](repeating: seed, count: contentLength)
    return [0x30, 0x81, UInt8(contentLength)] + content
}

/// A block as tools write it: 64 characters a line.
func pem(_ octets: [UInt8], label: String = "CERTIFICATE", newline: String = "\n") -> String {
    let lines = stride(from: 0, to: octets.count, by: 48).map { base64(octets[$0..<min($0 + 48, octets.count)]) }
    return (["-----BEGIN \(label)-----"] + lines + ["-----END \(label)-----", ""]).joined(separator: newline)
}

/// Base64 by another encoder, to test the decoder against.
func base64(_ octets: some Sequence<UInt8>) -> String { Data(octets).base64EncodedString() }
