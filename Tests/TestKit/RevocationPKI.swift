import Foundation
package import ServerIdentity

/// A root, an intermediate and leaves, with revocation lists and OCSP responses that OpenSSL's command made now.
package struct RevocationPKI: Sendable {
    private let files: TemporaryDirectory

    /// Makes all of it; takes about a second.
    package init() async throws {
        files = try TemporaryDirectory()
        let run = try await Run.of([Tool.bash.path, "-euc", Self.script], seconds: 60, in: files.path)
        guard run.exitCode == 0 else { throw Failed(story: run.story) }
    }

    /// Takes the files away.
    package func remove() { files.remove() }

    /// The DER of a certificate: `root`, `inter`, `good`, `bad` (revoked), `must` (demands a staple), `root1` to
    /// `root4` and `rekeyed` (others of the root's name; the last one with its key), `delegate` (a
    /// responder of the intermediate's).
    package func certificate(_ name: String) -> CertificateDER? { try? CertificateDER(octets("\(name).der")) }

    /// The DER of a list: `root` and `inter` in date, `other` by a stranger of the intermediate's name; `root-inter` is
    /// the root's and holds the intermediate, `partitioned` is the intermediate's with a critical
    /// issuingDistributionPoint.
    package func list(_ name: String) -> CRLDER { CRLDER(octets("\(name).crl"), origin: name) }

    /// The DER of a response about `good`, `bad` or `must`; `forged` and `delegated` are about `good`, and signed by a
    /// stranger and by the delegate. `inter-good` and `inter-bad` are the root's, about the intermediate.
    package func response(_ name: String) -> [UInt8] { octets("\(name).ocsp") }

    private func octets(_ file: String) -> [UInt8] {
        (FileManager.default.contents(atPath: files.file(file)) ?? Data()).map { $0 }
    }

    private struct Failed: Error { let story: String }

    private static let script = """
        key() { openssl ecparam -name prime256v1 -genkey -noout -out $1.key; }
        ca='basicConstraints=critical,CA:TRUE
        keyUsage=critical,keyCertSign,cRLSign
        subjectKeyIdentifier=hash'
        leaf='basicConstraints=critical,CA:FALSE
        keyUsage=critical,digitalSignature
        extendedKeyUsage=serverAuth
        subjectAltName=DNS:good.example
        authorityKeyIdentifier=keyid'
        issue() { # name subject issuer serial extensions
            key $1
            printf '%s\\n' "$5" >$1.ext
            openssl req -new -key $1.key -subj "/CN=$2" -out $1.csr
            openssl x509 -req -in $1.csr -CA $3.pem -CAkey $3.key -set_serial $4 -days 300 -extfile $1.ext -out $1.pem
            openssl x509 -in $1.pem -outform DER -out $1.der
        }
        root() {
            key $1
            openssl req -x509 -new -key $1.key -subj "/CN=$2" -days 900 -out $1.pem -addext keyUsage=critical,keyCertSign,cRLSign
            openssl x509 -in $1.pem -outform DER -out $1.der
        }
        list() { # issuer output
            printf '[ca]\\ndefault_ca=d\\n[d]\\ndatabase=%s.index\\ndefault_md=sha256\\ncrlnumber=number\\n[x]\\nauthorityKeyIdentifier=keyid\\n' $1 >$1.cnf
            echo 01 >number
            openssl ca -gencrl -config $1.cnf -crlexts x -crldays 30 -keyfile $1.key -cert $1.pem -out $2.crl.pem
            openssl crl -in $2.crl.pem -outform DER -out $2.crl
        }
        answer() { # leaf signer output
            openssl ocsp -issuer inter.pem -cert $1.pem -no_nonce -reqout request
            openssl ocsp -index inter.index -CA inter.pem -rsigner $2.pem -rkey $2.key -reqin request -respout $3.ocsp -ndays 30
        }
        root root Root
        root other Intermediate
        for n in 1 2 3 4; do root root$n Root; done
        # The root's name and key once more, without leave to sign CRLs.
        openssl req -new -key root.key -subj /CN=Root -out rekeyed.csr
        printf 'basicConstraints=critical,CA:TRUE\\nkeyUsage=critical,keyCertSign\\n' >rekeyed.ext
        openssl x509 -req -in rekeyed.csr -CA root1.pem -CAkey root1.key -set_serial 9 -days 300 -extfile rekeyed.ext -out rekeyed.pem
        openssl x509 -in rekeyed.pem -outform DER -out rekeyed.der
        issue inter Intermediate root 2 "$ca"
        issue good good.example inter 16 "$leaf"
        issue bad good.example inter 17 "$leaf"
        issue must good.example inter 18 "$leaf
        tlsfeature=status_request"
        : >root.index
        : >other.index
        printf 'V\\t350101000000Z\\t\\t10\\tunknown\\t/CN=good\\nR\\t350101000000Z\\t250101000000Z\\t11\\tunknown\\t/CN=bad\\nV\\t350101000000Z\\t\\t12\\tunknown\\t/CN=must\\n' >inter.index
        cp root.key root-inter.key; cp root.pem root-inter.pem
        printf 'R\\t350101000000Z\\t250101000000Z\\t02\\tunknown\\t/CN=Intermediate\\n' >root-inter.index
        list root-inter root-inter
        list root root
        list inter inter
        printf '[x]\\nauthorityKeyIdentifier=keyid\\nissuingDistributionPoint=critical,@d\\n[d]\\nonlyuser=TRUE\\n' >partition.cnf
        printf '[ca]\\ndefault_ca=c\\n[c]\\ndatabase=inter.index\\ndefault_md=sha256\\ncrlnumber=number\\n' >>partition.cnf
        openssl ca -gencrl -config partition.cnf -crlexts x -crldays 30 -keyfile inter.key -cert inter.pem -out partitioned.crl.pem
        openssl crl -in partitioned.crl.pem -outform DER -out partitioned.crl
        list other other
        for name in good bad must; do answer $name inter $name; done
        answer good other forged
        issue delegate Responder inter 32 'basicConstraints=critical,CA:FALSE
        keyUsage=critical,digitalSignature
        extendedKeyUsage=OCSPSigning
        noCheck=ignored
        authorityKeyIdentifier=keyid'
        answer good delegate delegated
        printf 'V\\t350101000000Z\\t\\t02\\tunknown\\t/CN=Intermediate\\n' >inter-good.index
        printf 'R\\t350101000000Z\\t250101000000Z\\t02\\tunknown\\t/CN=Intermediate\\n' >inter-bad.index
        for name in inter-good inter-bad; do
            openssl ocsp -issuer root.pem -cert inter.pem -no_nonce -reqout request
            openssl ocsp -index $name.index -CA root.pem -rsigner root.pem -rkey root.key -reqin request -respout $name.ocsp -ndays 30
        done
        """
}
