import Foundation
import LocalFiles
import ServerIdentity
import TrustAnchors

/// The file cacerts of the Java that is first in PATH, or in JAVA_HOME.
struct JavaStore {
    let environment: [String: String]

    var store: SurveyedStore {
        guard let home else {
            return SurveyedStore(user: "Java", place: "", roots: nil, remark: "not installed (no program java, no JAVA_HOME)")
        }
        // Java 8 has a runtime of its own inside.
        let candidates = ["\(home)/lib/security/cacerts", "\(home)/jre/lib/security/cacerts"]
        guard let path = candidates.first(where: { DiskFiles().kind(of: $0) == .file }) else {
            return SurveyedStore(user: "Java", place: candidates[0], roots: nil, remark: "it is not there")
        }
        do throws(FileProblem) {
            let octets = try DiskFiles().read(path, limit: PEMBundle.maximumLength)
            if let certificates = JavaKeyStore.certificates(octets) {
                return SurveyedStore(
                    user: "Java", place: path, roots: StoreReading.roots(certificates), modified: StoreReading.modified(path))
            }
        } catch {
            return SurveyedStore(user: "Java", place: path, roots: nil, remark: error.reason)
        }
        return byKeytool(path, home)
    }

    private var home: String? {
        if let home = environment["JAVA_HOME"], !home.isEmpty { return home }
        guard let java = InstalledPrograms(environment: environment).path(of: "java") else { return nil }
        let resolved = URL(fileURLWithPath: java).resolvingSymlinksInPath()
        return resolved.deletingLastPathComponent().deletingLastPathComponent().path
    }

    /// Newer ones are PKCS #12, which Java's own program reads.
    private func byKeytool(_ path: String, _ home: String) -> SurveyedStore {
        let keytool = "\(home)/bin/keytool"
        let command = [keytool, "-list", "-rfc", "-keystore", path, "-storepass", "changeit"]
        guard let octets = ChildProcess.octets(of: command, limit: PEMBundle.maximumLength) else {
            return SurveyedStore(
                user: "Java", place: path, roots: nil, remark: "neither JKS nor read by keytool with the usual password")
        }
        return SurveyedStore(
            user: "Java", place: path, roots: StoreReading.roots(PEMBundle(octets).certificates.map(\.der)),
            modified: StoreReading.modified(path), remark: "by keytool")
    }
}

/// A JKS file: the certificates in it lie open, whatever its password is.
enum JavaKeyStore {
    /// The trusted certificates; nil if it is no JKS, holds something else, or is damaged. Its digest is not checked:
    /// that needs the password.
    static func certificates(_ octets: [UInt8]) -> [CertificateDER]? {
        var reader = BigEndianReader(octets)
        guard reader.number(4) == 0xFEED_FEED, let version = reader.number(4), version == 1 || version == 2,
            let count = reader.number(4)
        else { return nil }
        var certificates: [CertificateDER] = []
        for _ in 0..<count {
            // Tag 2: a trusted certificate. Alias, time, kind of certificate, certificate.
            guard reader.number(4) == 2, reader.text() != nil, reader.number(8) != nil, version == 1 || reader.text() != nil,
                let length = reader.number(4), let der = reader.octets(length), let certificate = try? CertificateDER(der)
            else { return nil }
            certificates.append(certificate)
        }
        return certificates
    }

    private struct BigEndianReader {
        private var rest: ArraySlice<UInt8>

        init(_ octets: [UInt8]) { rest = octets[...] }

        mutating func octets(_ count: Int) -> [UInt8]? {
            guard count >= 0, rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }

        /// Of up to eight octets; nil if it is no Int.
        mutating func number(_ count: Int) -> Int? {
            octets(count).flatMap { Int(exactly: $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) }
        }

        /// Two octets of length, then the text.
        mutating func text() -> [UInt8]? { number(2).flatMap { octets($0) } }
    }
}
