import Crypto
import ServerIdentity

extension RootList {
    /// Reads a certdata.txt of NSS, of any version from 2016 on.
    ///
    /// Certificates and trust objects are brought together by issuer and serial number, and by hash where there is one;
    /// both must agree. The decoder has the last word on what a certificate is. What can't be used is in `problems`,
    /// with its line: nothing is left out in silence, and nothing is thrown. Takes time in proportion to the file.
    ///
    /// - Parameters:
    ///   - certdata: the octets of the file.
    ///   - source: its name, for reports.
    ///   - limits: how much is taken in.
    ///   - decode: decodes a certificate.
    public init(certdata: [UInt8], source: String, limits: CertdataLimits = CertdataLimits(), decode: @escaping RootDecoding) {
        let reader = CertdataReader(certdata, limits: limits)
        var matching = CertdataMatching(reader.objects, decode: decode)
        matching.match()
        self.init(
            roots: matching.roots, distrusted: matching.distrusted, version: reader.version, source: source,
            sourceSHA256: Array(SHA256.hash(data: certdata)), knowledge: .known,
            problems: (reader.problems + matching.problems).sorted { $0.line < $1.line })
    }
}
