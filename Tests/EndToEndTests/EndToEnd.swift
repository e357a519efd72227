import Testing
import TestKit

/// The program as its users run it, against servers and files that others made. One test at a time: some measure time.
@Suite("End to end", .serialized, .needs(.openssl), .withPKI)
enum EndToEnd {}
