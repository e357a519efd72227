public import CrossCheck
public import LocalFiles
public import ServerIdentity
import TrustAnchors

/// A chain in a PEM file, leaf first; text between the blocks is allowed, as `openssl s_client -showcerts` writes it.
public enum ChainFile {
    /// Reads a file; `-` is standard input.
    ///
    /// - Throws: `InputProblem` that names file and line.
    public static func read(
        _ argument: String, files: any FileSource = DiskFiles()
    ) throws(InputProblem) -> CertificateChain {
        let path = argument == "-" ? "/dev/stdin" : argument
        let octets: [UInt8]
        do throws(FileProblem) { octets = try files.read(path, limit: PEMBundle.maximumLength) } catch {
            throw InputProblem(error)
        }
        return try chain(octets, name: path)
    }

    /// Takes the octets of such a file.
    ///
    /// - Parameters:
    ///   - octets: PEM, or one certificate in DER.
    ///   - name: what to call the file in an error.
    public static func chain(_ octets: [UInt8], name: String) throws(InputProblem) -> CertificateChain {
        let bundle = PEMBundle(octets)
        if let problem = bundle.problems.first {
            throw InputProblem(code: .inputUnreadable, text: "\(EscapedText(name)):\(problem.line): \(problem.reason)")
        }
        do throws(CertificateChainError) { return try CertificateChain(bundle.certificates.map(\.der)) } catch {
            throw InputProblem(code: .inputUnreadable, text: "\(EscapedText(name)): \(error)")
        }
    }
}

/// A stored OCSP response, DER, as `openssl ocsp -respout` or `gnutls-cli --save-ocsp` writes it.
public enum OCSPFile {
    /// Reads a file.
    ///
    /// - Throws: `InputProblem` if it can't be read or is empty. Whether it is a response is for the engines to say.
    public static func read(_ path: String, files: any FileSource = DiskFiles()) throws(InputProblem) -> OCSPResponseDER {
        let octets: [UInt8]
        do throws(FileProblem) { octets = try files.read(path, limit: OCSPResponseDER.maximumLength) } catch {
            throw InputProblem(error)
        }
        if octets.isEmpty { throw InputProblem(code: .inputUnreadable, text: "\(EscapedText(path)): the file is empty") }
        if octets.starts(with: "-----BEGIN".utf8) {
            throw InputProblem(
                code: .inputUnreadable,
                text: "\(EscapedText(path)) is PEM, and an OCSP response is given in DER; leave out the lines of dashes and "
                    + "decode the rest: grep -v -- ----- FILE | openssl base64 -d")
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
