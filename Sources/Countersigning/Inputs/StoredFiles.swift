public import CrossCheck
import IndependentValidator
public import LocalFiles
public import ServerIdentity
import TrustAnchors

/// A chain in a PEM file, leaf first; text between the blocks is allowed, as `openssl s_client -showcerts` writes it.
public enum ChainFile {
    /// Reads a file; `-` is standard input.
    ///
    /// - Parameters:
    ///   - argument: the path.
    ///   - untrusted: certificates that come behind those of the file.
    ///   - files: where to read.
    /// - Throws: `InputProblem` that names file and line.
    public static func read(
        _ argument: String, with untrusted: [CertificateDER] = [], files: any FileSource = DiskFiles()
    ) throws(InputProblem) -> CertificateChain {
        let path = argument == "-" ? "/dev/stdin" : argument
        let octets: [UInt8]
        do throws(FileProblem) { octets = try files.read(path, limit: PEMBundle.maximumLength) } catch {
            throw InputProblem(error)
        }
        let chain = try chain(octets, name: path)
        if untrusted.isEmpty { return chain }
        do throws(CertificateChainError) { return try CertificateChain(chain.certificates + untrusted) } catch {
            throw InputProblem(
                code: .inputUnreadable, text: "\(EscapedText(path)), with those that are not trusted: \(error)")
        }
    }

    /// Takes the octets of such a file.
    ///
    /// - Parameters:
    ///   - octets: PEM, one certificate in DER, or a PKCS#7 file; in the last one the leaf is looked for.
    ///   - name: what to call the file in an error.
    public static func chain(_ octets: [UInt8], name: String) throws(InputProblem) -> CertificateChain {
        var limits = PEMLimits(blocks: CertificateChain.maximumLength)
        // The first one decides.
        limits.problems = 1
        let bundle = PEMBundle(octets, limits: limits)
        if let problem = bundle.problems.first {
            let isTooLong = problem.reason == .tooManyBlocks(limit: CertificateChain.maximumLength)
            let reason = isTooLong ? "more than the limit of \(limits.blocks) certificates" : problem.reason.description
            throw InputProblem(code: .inputUnreadable, text: "\(EscapedText(name)):\(problem.line): \(reason)")
        }
        if bundle.certificates.isEmpty, let block = bundle.skipped.first(where: { $0.kind != nil }),
            let kind = block.kind
        {
            let text = "\(EscapedText(name)):\(block.line): \(PEMProblem.Reason.otherKind(kind))"
            throw InputProblem(code: .inputUnreadable, text: text)
        }
        var certificates = bundle.certificates.map(\.der)
        if bundle.isUnordered { putLeafFirst(&certificates) }
        do throws(CertificateChainError) { return try CertificateChain(certificates) } catch {
            throw InputProblem(code: .inputUnreadable, text: "\(EscapedText(name)): \(error)")
        }
    }

    /// In a set of certificates, the leaf is the one that issued none of the others.
    private static func putLeafFirst(_ certificates: inout [CertificateDER]) {
        let decoded = certificates.map { try? DecodedCertificate($0) }
        let leaf = decoded.indices.first { place in
            guard let subject = decoded[place]?.subject else { return false }
            return !decoded.indices.contains { $0 != place && decoded[$0]?.issuer == subject }
        }
        if let leaf, leaf != 0 { certificates.insert(certificates.remove(at: leaf), at: 0) }
    }
}

/// A stored OCSP response, DER, as `openssl ocsp -respout` or `gnutls-cli --save-ocsp` writes it.
public enum OCSPFile {
    /// Reads a file.
    ///
    /// - Throws: `InputProblem` if it can't be read or has not the outer form of a response. What is inside is for the
    ///   engines to judge.
    public static func read(_ path: String, files: any FileSource = DiskFiles()) throws(InputProblem) -> OCSPResponseDER {
        let octets: [UInt8]
        do throws(FileProblem) { octets = try files.read(path, limit: OCSPResponseDER.maximumLength) } catch {
            throw InputProblem(error)
        }
        if let problem = OCSPForm.problem(in: octets) {
            throw InputProblem(code: .inputUnreadable, text: "\(EscapedText(path)): \(problem)")
        }
        return OCSPResponseDER(octets, origin: path)
    }
}

/// Files of certificate revocation lists.
public enum CRLFile {
    /// The CRLs of all files: PEM, one or several in a file, or one in DER.
    ///
    /// - Throws: `InputProblem` that names file and line.
    public static func read(_ paths: [String], files: any FileSource = DiskFiles()) throws(InputProblem) -> CRLSet {
        do throws(CRLFileError) { return try CRLFiles.load(paths, files: files) } catch {
            throw InputProblem(code: .inputUnreadable, text: error.description)
        }
    }
}

/// Files of known differences, as `countersign schema --ledger` describes them.
public enum LedgerFiles {
    /// The shipped entries, and after them those of all files.
    ///
    /// - Returns: the ledger, and a warning for each entry that contradicts an earlier one.
    /// - Throws: `InputProblem` that names file, line and field.
    public static func read(
        _ paths: [String], files: any FileSource = DiskFiles()
    ) throws(InputProblem) -> (ledger: Ledger, warnings: [Warning]) {
        var ledger = Ledger.known
        var warnings: [Warning] = []
        for path in paths {
            let octets: [UInt8]
            do throws(FileProblem) { octets = try files.read(path, limit: LedgerFile.maximumOctets) } catch {
                throw InputProblem(error)
            }
            do throws(LedgerProblem) {
                warnings += try ledger.add(try LedgerFile(octets, name: path)).map(Warning.ledger)
            } catch {
                throw InputProblem(code: .inputUnreadable, text: error.description)
            }
        }
        return (ledger, warnings)
    }
}
