import ServerIdentity

/// Reads the objects of a certdata.txt, the text from which NSS makes its built-in list of roots.
///
/// After a line BEGINDATA come attributes, one a line: name, type, value. A value of type MULTILINE_OCTAL fills the
/// lines up to END, each octet a backslash and three octal digits. CKA_CLASS begins an object. `#` begins a comment,
/// empty lines mean nothing. Whatever is neither is a problem with its line: what a tolerant reader would pass over may
/// be the half of a certificate, or somebody's distrust.
struct CertdataReader {
    private(set) var objects: [CertdataObject] = []
    private(set) var problems: [CertdataProblem] = []
    /// CVS_ID, or NSS_BUILTINS_LIBRARY_VERSION in a comment.
    private(set) var version: String?

    private let limits: CertdataLimits
    private var lines: CertdataLines
    private var current: CertdataObject?
    /// The label of the object that is being read.
    private var label: String?
    private var hasBegun = false
    private var isOver = false

    init(_ octets: [UInt8], limits: CertdataLimits) {
        self.limits = limits
        lines = CertdataLines(octets)
        if octets.count > limits.octets {
            fail(.fileTooLong(limit: limits.octets), at: 1)
            return
        }
        while !isOver, let line = lines.next() { read(line) }
        endObject()
        if isOver { return }
        if !hasBegun {
            fail(.notCertdata, at: max(1, lines.number))
        } else if objects.isEmpty {
            fail(.noObjects, at: lines.number)
        }
    }

    private mutating func read(_ place: Range<Int>) {
        guard let first = lines.octets[place].first else { return }
        if place.count > limits.octetsOfLine { return stop(.lineTooLong(limit: limits.octetsOfLine)) }
        let line = lines.octets[place]
        if first == UInt8(ascii: "#") { return readComment(line) }
        if line.elementsEqual(Self.begin) {
            hasBegun = true
        } else if line.starts(with: Self.revision) {
            version = EscapedText(line.dropFirst(Self.revision.count)).description
        } else if !hasBegun {
            stop(.notCertdata)
        } else if let fields = CertdataFields(line) {
            do throws(CertdataProblem.Reason) { try take(fields) } catch { fail(error, at: lines.number) }
        } else {
            fail(.notAnAttribute(text: EscapedText(line, limit: Self.shownOctets).description), at: lines.number)
        }
    }

    private static let begin = Array("BEGINDATA".utf8)
    private static let revision = Array("CVS_ID ".utf8)
    private static let libraryVersion = Array("NSS_BUILTINS_LIBRARY_VERSION ".utf8)
    /// What a message shows of a line that makes no sense.
    private static let shownOctets = 40

    private mutating func readComment(_ line: ArraySlice<UInt8>) {
        guard objects.isEmpty, version == nil, line.count > Self.libraryVersion.count else { return }
        let text = line.dropFirst().drop(while: CertdataLines.isSpace)
        guard text.starts(with: Self.libraryVersion) else { return }
        version = EscapedText(text.dropFirst(Self.libraryVersion.count).filter { $0 != UInt8(ascii: "\"") }).description
    }

    private mutating func take(_ fields: CertdataFields) throws(CertdataProblem.Reason) {
        if fields.name == "CKA_CLASS" {
            endObject()
            // An object of a class that can't be read takes the attributes that follow all the same.
            current = CertdataObject(.other, line: lines.number)
            if objects.count >= limits.objects { return stop(.tooManyObjects(limit: limits.objects)) }
            let kind = try Self.kind(try fields.constant())
            current = CertdataObject(kind, line: lines.number)
            return
        }
        guard var object = current else { throw .attributeWithoutClass(name: fields.name) }
        // The object is let go of while it is changed, so that nothing is copied.
        current = nil
        defer { current = object }
        if !object.begin(fields.name) {
            object.isExcluded = true
            throw .duplicateAttribute(name: fields.name)
        }
        do throws(CertdataProblem.Reason) {
            if let value = try value(fields) { try object.take(fields, value) } else { object.isExcluded = true }
        } catch {
            object.isExcluded = true
            throw error
        }
        if fields.name == "CKA_LABEL" { label = object.label }
        if object.hasMalformedLabel { fail(.labelNotUTF8, at: lines.number) }
        object.hasMalformedLabel = false
    }

    private static func kind(_ name: String) throws(CertdataProblem.Reason) -> CertdataObject.Kind {
        switch name {
        case "CKO_CERTIFICATE": return .certificate
        case "CKO_NSS_TRUST", "CKO_NETSCAPE_TRUST", "CKO_TRUST": return .trust(name)
        case "CKO_NSS_BUILTIN_ROOT_LIST", "CKO_NETSCAPE_BUILTIN_ROOT_LIST": return .rootList
        default: throw .unknownClass(name: EscapedText(name).description)
        }
    }

    /// Nil if it is damaged; the problem was named.
    private mutating func value(_ fields: CertdataFields) throws(CertdataProblem.Reason) -> CertdataValue? {
        switch fields.type {
        case "MULTILINE_OCTAL":
            guard fields.isOver else { throw .textAfterValue(name: fields.name) }
            return octal(fields.name).map(CertdataValue.octets)
        case "UTF8", "ASCII7": return .text(try fields.text())
        // The other types of PKCS #11 fit on their line.
        case _ where fields.type.hasPrefix("CK_"): return .constant(try fields.constant())
        default: throw .unknownType(name: fields.name, type: fields.type)
        }
    }

    /// The octets up to END. Of a value that is damaged the rest is passed over, so that the lines after it are not
    /// taken for more damage.
    private mutating func octal(_ name: String) -> [UInt8]? {
        var octets: [UInt8] = []
        var isSound = true
        while let place = lines.next() {
            guard let first = lines.octets[place].first else { continue }
            if first != UInt8(ascii: "\\") {
                if lines.octets[place].elementsEqual(Self.end) { return isSound ? octets : nil }
                if isSound { fail(.missingEnd(name: name), at: lines.number) }
                lines.giveBack(place)
                return nil
            }
            if !isSound { continue }
            if let reason = Self.append(lines.octets, place, name, to: &octets) {
                fail(reason, at: lines.number)
                isSound = false
            } else if octets.count > limits.octetsOfValue {
                fail(.valueTooLong(limit: limits.octetsOfValue), at: lines.number)
                isSound = false
            }
        }
        if isSound { fail(.missingEnd(name: name), at: lines.number) }
        return nil
    }

    private static let end = Array("END".utf8)

    /// Decodes one line; what is wrong with it, or nil.
    private static func append(
        _ text: [UInt8], _ place: Range<Int>, _ name: String, to octets: inout [UInt8]
    ) -> CertdataProblem.Reason? {
        var index = place.lowerBound
        while index < place.upperBound {
            guard text[index] == UInt8(ascii: "\\"), index + 4 <= place.upperBound else { return .truncatedOctal(name: name) }
            var value = 0
            for digit in text[index + 1...index + 3] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else {
                    if digit == UInt8(ascii: "\\") { return .truncatedOctal(name: name) }
                    return .notOctal(name: name, text: EscapedText(text[index..<index + 4]).description)
                }
                value = value << 3 | Int(digit - UInt8(ascii: "0"))
            }
            guard let octet = UInt8(exactly: value) else {
                return .notOctal(name: name, text: EscapedText(text[index..<index + 4]).description)
            }
            octets.append(octet)
            index += 4
        }
        return nil
    }

    private mutating func endObject() {
        guard let object = current else { return }
        objects.append(object)
        current = nil
        label = nil
    }

    private mutating func stop(_ reason: CertdataProblem.Reason) {
        fail(reason, at: lines.number)
        isOver = true
    }

    private mutating func fail(_ reason: CertdataProblem.Reason, at line: Int) {
        if problems.count >= limits.problems {
            if !isOver { problems.append(CertdataProblem(line: line, reason: .tooManyProblems(limit: limits.problems))) }
            isOver = true
            return
        }
        problems.append(CertdataProblem(line: line, reason: reason, label: label))
    }
}
