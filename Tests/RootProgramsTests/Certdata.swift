import Crypto
import Foundation
import IndependentValidator
import RootPrograms
import ServerIdentity
import TestKit

/// Makes certdata.txt files, sound ones and others.
struct CertdataMaker {
    var objects: [String] = []

    static let header = """
        # a comment
        BEGINDATA
        CKA_CLASS CK_OBJECT_CLASS CKO_NSS_BUILTIN_ROOT_LIST
        CKA_LABEL UTF8 "Mozilla Builtin Roots"

        """

    var text: String { Self.header + objects.map { "\n# an object\n" + $0 }.joined() }
    var octets: [UInt8] { Array(text.utf8) }

    /// The list of the text.
    var list: RootList { RootList(certdata: octets, source: "certdata.txt", decode: DescribedCertificate.init(decoding:)) }

    static func octal(_ name: String, _ octets: [UInt8]) -> String {
        let digits = octets.map { octet in
            let text = String(octet, radix: 8)
            return "\\" + String(repeating: "0", count: 3 - text.count) + text
        }
        let lines = stride(from: 0, to: digits.count, by: 16).map { digits[$0..<min($0 + 16, digits.count)].joined() + "\n" }
        return "\(name) MULTILINE_OCTAL\n\(lines.joined())END\n"
    }

    static func certificate(_ root: TestRoot, label: String? = nil, more: String = "") -> String {
        "CKA_CLASS CK_OBJECT_CLASS CKO_CERTIFICATE\nCKA_LABEL UTF8 \"\(label ?? root.label)\"\n" + octal("CKA_SUBJECT", root.name)
            + octal("CKA_ISSUER", root.name) + octal("CKA_SERIAL_NUMBER", root.serial) + octal("CKA_VALUE", root.der) + more
    }

    static func trust(
        _ root: TestRoot, server: String = "CKT_NSS_TRUSTED_DELEGATOR", email: String = "CKT_NSS_MUST_VERIFY_TRUST",
        sha1: [UInt8]? = nil, hasHash: Bool = true, more: String = ""
    ) -> String {
        "CKA_CLASS CK_OBJECT_CLASS CKO_NSS_TRUST\nCKA_LABEL UTF8 \"\(root.label)\"\n"
            + (hasHash ? octal("CKA_CERT_SHA1_HASH", sha1 ?? root.sha1) : "") + octal("CKA_ISSUER", root.name)
            + octal("CKA_SERIAL_NUMBER", root.serial)
            + "CKA_TRUST_SERVER_AUTH CK_TRUST \(server)\nCKA_TRUST_EMAIL_PROTECTION CK_TRUST \(email)\n"
            + "CKA_TRUST_CODE_SIGNING CK_TRUST CKT_NSS_MUST_VERIFY_TRUST\nCKA_TRUST_STEP_UP_APPROVED CK_BBOOL CK_FALSE\n" + more
    }

    mutating func add(_ root: TestRoot) { objects += [Self.certificate(root), Self.trust(root)] }
}

/// A certificate that issues itself, with a signature of no sense: lists are not asked whether their roots sign well.
struct TestRoot: Sendable {
    let label: String
    /// DER of subject and issuer.
    let name: [UInt8]
    /// DER of the serial number.
    let serial: [UInt8]
    let der: [UInt8]

    init(_ label: String, serial number: UInt8, salt: UInt8 = 7) { self.init(label, serial: [number], salt: salt) }

    init(_ label: String, serial content: [UInt8], salt: UInt8 = 7) {
        self.label = label
        name = Self.sequence(Self.value(0x31, Self.sequence([0x06, 0x03, 0x55, 0x04, 0x03], Self.value(0x0C, Array(label.utf8)))))
        serial = Self.value(0x02, content)
        let algorithm = Self.sequence([0x06, 0x03, 0x2B, 0x65, 0x70])
        let validity = Self.sequence(Self.value(0x17, Array("200101000000Z".utf8)), Self.value(0x17, Array("400101000000Z".utf8)))
        let key = Self.sequence(algorithm, Self.value(0x03, [0] + [UInt8](repeating: salt, count: 32)))
        let constraints = Self.sequence(
            [0x06, 0x03, 0x55, 0x1D, 0x13], [0x01, 0x01, 0xFF], Self.value(0x04, Self.sequence([0x01, 0x01, 0xFF])))
        let content = Self.sequence(
            [0xA0, 0x03, 0x02, 0x01, 0x02], serial, algorithm, name, validity, name, key,
            Self.value(0xA3, Self.sequence(constraints)))
        der = Self.sequence(content, algorithm, Self.value(0x03, [0] + [UInt8](repeating: 9, count: 64)))
    }

    var sha1: [UInt8] { Array(Insecure.SHA1.hash(data: der)) }
    var sha256: [UInt8] { Array(SHA256.hash(data: der)) }

    static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        switch content.count {
        case ..<128: [tag, UInt8(content.count)] + content
        case ..<256: [tag, 0x81, UInt8(content.count)] + content
        default: [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
        }
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { value(0x30, parts.flatMap(\.self)) }

    static let one = TestRoot("One", serial: 1)
    static let two = TestRoot("Two", serial: 2)
    static let three = TestRoot("Three", serial: 3)
}
