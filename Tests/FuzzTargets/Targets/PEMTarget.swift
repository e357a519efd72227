import Crypto
import Foundation
import ServerIdentity
import TrustAnchors

enum PEMTarget {
    static func check(_ octets: [UInt8]) throws(BrokenInvariant) {
        let bundle = PEMBundle(octets)
        let again = PEMBundle(octets)
        try require(
            bundle.certificates == again.certificates && bundle.problems == again.problems && bundle.skipped == again.skipped,
            "read twice, with different outcomes")
        let lines = octets.count { $0 == 0x0A || $0 == 0x0D } + 1
        for problem in bundle.problems {
            try requirePrintable(problem.description)
            try require((1...lines).contains(problem.line), "line \(problem.line) of \(lines)")
        }
        for block in bundle.skipped {
            try requirePrintable(block.label)
            try require((1...lines).contains(block.line), "line \(block.line) of \(lines)")
        }
        var text = ""
        for block in bundle.certificates {
            try requirePrintable(block.label)
            try require((1...lines).contains(block.line), "line \(block.line) of \(lines)")
            let elements = DERParts.all(block.der.octets[...])
            try require(elements?.count == 1 && elements?.first?.tag == 0x30, "a block that is not one SEQUENCE")
            text += "-----BEGIN CERTIFICATE-----\n\(Data(block.der.octets).base64EncodedString())\n-----END CERTIFICATE-----\n"
        }
        let written = PEMBundle(Array(text.utf8))
        try require(
            written.certificates.map(\.der) == bundle.certificates.map(\.der) && written.problems.isEmpty,
            "written and read again, it is something else")
        let lists = CRLBundle(octets, file: "fuzz")
        for problem in lists.problems { try requirePrintable(problem.description) }
        for list in lists.lists { try require(list.octets.first == 0x30, "a list that is no SEQUENCE") }
    }
}
