import Foundation
import TestKit

/// Files that no user means to give; a row names one as `@name`.
enum BadFile: String, CaseIterable {
    case empty, text, binary, key, certificate, twice, damagedBoundary, truncatedDER, badBase64, huge, hugeDER, thousand, zeros,
        deep
    case certificateDER, keyDER, pkcs7DER, response, responsePEM, cutResponse
    case foreignKey, bareBase64, emptyPKCS7, trustedCertificate
    case nulLine, longLine, notUTF8, commentsOnly, directory, emptyDirectory

    /// Makes the files that the arguments name, and gives the arguments with their paths.
    static func prepare(_ arguments: [String], in files: TemporaryDirectory) throws -> [String] {
        try arguments.map { argument in
            guard argument.hasPrefix("@") else { return argument }
            let name = String(argument.dropFirst())
            try BadFile(rawValue: name)?.make(in: files)
            return files.file(name)
        }
    }

    private func make(in files: TemporaryDirectory) throws {
        switch self {
        case .directory, .emptyDirectory:
            try FileManager.default.createDirectory(atPath: files.file(rawValue), withIntermediateDirectories: true)
        default: try files.write(content(), to: rawValue)
        }
        if self == .directory { try files.write(content(), to: "directory/garbage.pem") }
    }

    private func content() throws -> Data {
        let pki = try PKI.made()
        let chain = String(
            decoding: FileManager.default.contents(atPath: pki.leafAndIssuer(.good, .ecdsa).chain) ?? Data(), as: UTF8.self)
        let first = chain.components(separatedBy: Self.end)[0] + Self.end + "\n"
        let body = first.split(separator: "\n").dropFirst().dropLast().joined()
        let der = Data(base64Encoded: body) ?? Data()
        switch self {
        case .empty, .emptyDirectory: return Data()
        case .text, .directory: return Data("This is no certificate.\n".utf8)
        case .binary: return Data((0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 89 ^ $0 >> 5) })
        case .key: return FileManager.default.contents(atPath: pki.client.key) ?? Data()
        case .certificate: return Data(first.utf8)
        case .twice:
            return Data(("before\n" + chain.replacingOccurrences(of: Self.end, with: Self.end + "\n\u{1}between: \u{e9}\n")).utf8)
        case .damagedBoundary: return Data((first + "-----BEGIN CERTIFICATE----\n" + first).utf8)
        case .certificateDER: return der
        // RFC 5958: version, algorithm, key.
        case .keyDER: return Self.value(0x30, [2, 1, 0, 0x30, 2, 6, 0] + Self.value(0x04, Data(count: 200)))
        case .pkcs7DER: return Self.value(0x30, [6, 1, 0x2A] + Self.value(0xA0, Data(count: 200)))
        case .response: return Self.outerForm
        case .responsePEM: return Self.pem(Self.outerForm, label: "OCSP RESPONSE")
        case .cutResponse: return Self.outerForm.dropLast()
        case .foreignKey:
            return FileManager.default.contents(atPath: pki.leafAndIssuer(.good, .rsa).key) ?? Data()
        case .bareBase64: return Data(body.utf8)
        case .trustedCertificate: return Self.pem(der, label: "TRUSTED CERTIFICATE")
        // A SignedData without certificates and signers, as openssl crl2pkcs7 -nocrl writes it.
        case .emptyPKCS7:
            return Data([
                0x30, 0x23, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2, 0xA0, 0x16, 0x30, 0x14, 2, 1, 1, 0x31, 0,
                0x30, 0x0B, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1, 0x31, 0,
            ])
        case .truncatedDER: return Self.pem(der.prefix(200))
        case .badBase64: return Data(first.replacingOccurrences(of: "\nM", with: "\n*").utf8)
        case .huge: return Self.pem(Self.tenMegabytes)
        case .hugeDER: return Self.tenMegabytes
        case .thousand: return Data(String(repeating: first, count: 1_000).utf8)
        case .zeros: return Self.pem([0x30, 0x82, 0x13, 0x88] + Data(count: 5_000))
        case .deep: return Self.pem(Self.nested)
        case .nulLine: return Data("a\0b.example:1\n".utf8)
        case .longLine: return Data(repeating: UInt8(ascii: "a"), count: 20_000)
        case .notUTF8: return Data([0x61, 0xFF, 0xFE] + Array(".example:1\n".utf8))
        case .commentsOnly: return Data("# nothing\n\n   # here\n".utf8)
        }
    }

    private static let end = "-----END CERTIFICATE-----"

    private static func pem(_ der: Data, label: String = "CERTIFICATE") -> Data {
        let text = der.base64EncodedString(options: .lineLength64Characters)
        return Data("-----BEGIN \(label)-----\n\(text)\n-----END \(label)-----\n".utf8)
    }

    /// A DER value of 128 to 255 octets.
    private static func value(_ tag: UInt8, _ content: Data) -> Data { [tag, 0x81, UInt8(content.count)] + content }

    /// The outer form of an OCSP response, with nothing sound inside.
    private static let outerForm = value(0x30, [0x0A, 1, 0] + value(0xA0, Data(count: 200)))

    /// A SEQUENCE of 10,485,760 octets.
    private static let tenMegabytes = Data([0x30, 0x83, 0xA0, 0x00, 0x00]) + Data(count: 10 * 1_024 * 1_024)

    /// 10,000 SEQUENCEs, one in the other: more than the stack of a decoder that calls itself.
    private static var nested: Data {
        var length = 0
        var headers: [[UInt8]] = []
        for _ in 0..<10_000 {
            let header: [UInt8] =
                switch length {
                case ..<128: [0x30, UInt8(length)]
                case ..<256: [0x30, 0x81, UInt8(length)]
                default: [0x30, 0x82, UInt8(length >> 8), UInt8(length & 0xFF)]
                }
            headers.append(header)
            length += header.count
        }
        return Data(headers.reversed().joined())
    }
}
