import SwiftASN1

/// ECDSA-Sig-Value of RFC 3279 section 2.2.3, strictly decoded into the form that swift-crypto takes.
struct ECDSASignatureValue {
    /// r and s, each in as many octets as the curve's coordinates.
    let octets: [UInt8]

    /// Takes only DER: another encoding of the same numbers would make a second certificate of the first. Nil otherwise, and for a number that
    /// does not fit.
    init?(_ signature: ArraySlice<UInt8>, size: Int) {
        guard let node = try? parseDER(signature, field: "signature"), var fields = try? FieldReader(node, "signature"),
            let first = try? fields.next("r"), let second = try? fields.next("s"), (try? fields.end()) != nil,
            let r = try? NaturalNumber(first, "signature.r"), let s = try? NaturalNumber(second, "signature.s"),
            r.octets.count <= size, s.octets.count <= size
        else { return nil }
        var octets: [UInt8] = []
        octets.reserveCapacity(2 * size)
        for number in [r, s] {
            octets.append(contentsOf: repeatElement(0, count: size - number.octets.count))
            octets += number.octets
        }
        self.octets = octets
    }
}
