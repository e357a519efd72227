import Testing

/// A verifier as its users have it, against the lab in this process: values are asserted, and no program is run.
@Suite("Verifier", .withLab)
enum VerifierTests {}
