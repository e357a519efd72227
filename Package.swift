// swift-tools-version: 6.2
import PackageDescription

// Rules the compiler keeps, in every Swift target.
let rules: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioLocks = Target.Dependency.product(name: "NIOConcurrencyHelpers", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func swiftTarget(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: rules)
}

func example(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: "Sources/Examples/\(name)", swiftSettings: rules)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: rules)
}

let package = Package(
    name: "countersign",
    products: [
        .executable(name: "countersign", targets: ["countersign"]),
        .library(name: "Countersigning", targets: ["Countersigning"]),
        .library(name: "GnuTLS", targets: ["GnuTLS"]),
        .library(name: "ServerIdentity", targets: ["ServerIdentity"]),
        .library(name: "IndependentValidator", targets: ["IndependentValidator"]),
        .library(name: "LocalFiles", targets: ["LocalFiles"]),
        .library(name: "TrustAnchors", targets: ["TrustAnchors"]),
        .library(name: "RootPrograms", targets: ["RootPrograms"]),
        .library(name: "GnuTLSEngine", targets: ["GnuTLSEngine"]),
        .library(name: "OpenSSLEngine", targets: ["OpenSSLEngine"]),
        .library(name: "VerdictMemory", targets: ["VerdictMemory"]),
        .library(name: "CrossCheck", targets: ["CrossCheck"]),
        .library(name: "HandshakeProbe", targets: ["HandshakeProbe"]),
        .library(name: "Conformance", targets: ["Conformance"]),
        .library(name: "HandshakeBench", targets: ["HandshakeBench"]),
        .library(name: "StoreSurvey", targets: ["StoreSurvey"]),
        .library(name: "BatchRunner", targets: ["BatchRunner"]),
        .library(name: "BatchStore", targets: ["BatchStore"]),
        .library(name: "VerdictRecords", targets: ["VerdictRecords"]),
        .library(name: "VerdictReport", targets: ["VerdictReport"]),
    ],
    traits: [
        .default(enabledTraits: ["OpenSSL"]),
        .trait(name: "OpenSSL", description: "OpenSSL as a third engine; needs libssl-dev."),
    ],
    dependencies: [
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        // C boundaries: the only targets in which the word `unsafe` occurs.
        .systemLibrary(name: "CGnuTLS", pkgConfig: "gnutls", providers: [.apt(["libgnutls28-dev"])]),
        .target(name: "CGnuTLSClock", dependencies: ["CGnuTLS"]),
        swiftTarget("GnuTLS", ["CGnuTLS", "CGnuTLSClock"]),
        .systemLibrary(name: "CIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
        swiftTarget("InternationalNames", ["CIDN2", "ServerIdentity"]),
        .systemLibrary(name: "CPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
        swiftTarget("PublicSuffixList", ["CPSL", "ServerIdentity"]),
        swiftTarget("SystemResolver"),
        .systemLibrary(name: "CP11Kit", pkgConfig: "p11-kit-1", providers: [.apt(["libp11-kit-dev"])]),
        swiftTarget("TokenDistrust", ["CP11Kit"]),

        // The vocabulary, the engines, and the comparison of what they say.
        swiftTarget("ServerIdentity"),
        swiftTarget("IndependentValidator", ["ServerIdentity", asn1, crypto, cryptoExtras]),
        swiftTarget("GnuTLSEngine", ["ServerIdentity", "GnuTLS"]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        swiftTarget("OpenSSLEngine", ["ServerIdentity", .target(name: "COpenSSL", condition: .when(traits: ["OpenSSL"]))]),
        swiftTarget("VerdictMemory", ["ServerIdentity"]),
        swiftTarget(
            "CrossCheck", ["ServerIdentity"],
            resources: [.embedInCode("Ledger/known-differences.json"), .embedInCode("Ledger/ledger.schema.json")]),

        // What goes in and what comes out.
        swiftTarget("LocalFiles"),
        swiftTarget("TrustAnchors", ["ServerIdentity", "LocalFiles"]),
        swiftTarget(
            "RootPrograms", ["ServerIdentity", "LocalFiles", crypto], resources: [.embedInCode("Schema/roots.schema.json")]),
        swiftTarget("HandshakeProbe", ["GnuTLS", "ServerIdentity", "SystemResolver", nioCore, nioPosix]),
        swiftTarget(
            "VerdictRecords",
            ["ServerIdentity", "LocalFiles", "TrustAnchors", "InternationalNames", "CrossCheck", "Countersigning"],
            resources: [.embedInCode("Schema/record.schema.json")]),
        swiftTarget(
            "VerdictReport", ["ServerIdentity", "CrossCheck", "Countersigning", "VerdictRecords", "RootPrograms", "TrustAnchors"]),
        // The product: one door to all of the above.
        swiftTarget(
            "Countersigning",
            [
                "ServerIdentity", "LocalFiles", "IndependentValidator", "GnuTLS", "GnuTLSEngine",
                .target(name: "OpenSSLEngine", condition: .when(traits: ["OpenSSL"])), "VerdictMemory", "CrossCheck",
                "TrustAnchors", "RootPrograms", "HandshakeProbe", "InternationalNames", "PublicSuffixList", "TokenDistrust",
                crypto, nioCore, nioPosix,
            ]),
        // Many of anything: bounded, cancellable runs over a stream.
        swiftTarget("BatchRunner", [deque, heap]),
        swiftTarget("BatchStore", ["LocalFiles", grdb]),
        // Suites that others wrote, put to the engines, and their scores; the lab as one of them.
        swiftTarget(
            "Conformance",
            [
                "Countersigning", "GnuTLS", "GnuTLSEngine", "HandshakeProbe", "IndependentValidator", "InternationalNames", "Lab",
                "LocalFiles", "ServerIdentity", "TrustAnchors", "VerdictReport", "CrossCheck", nioCore,
            ]),
        // The load generator: handshakes a second, each of them judged.
        swiftTarget(
            "HandshakeBench",
            [
                "Countersigning", "CrossCheck", "HandshakeProbe", "InternationalNames", "ServerIdentity", "SystemResolver",
                "TrustAnchors", "VerdictRecords", "VerdictReport", histogram, nioCore, nioPosix,
            ],
            resources: [.embedInCode("Schema/bench.schema.json")]),
        // The doctor: which store of roots each program of this machine would use.
        swiftTarget(
            "StoreSurvey",
            [
                "Countersigning", "GnuTLS", "IndependentValidator", "LocalFiles", "ServerIdentity", "TrustAnchors",
                "VerdictReport",
            ]),
        swiftTarget("Lab", ["GnuTLS", nioCore, nioLocks, nioPosix, x509, asn1, crypto, cryptoExtras]),
        .executableTarget(
            name: "countersign",
            dependencies: [
                "Countersigning", "LocalFiles",
                "ServerIdentity", "IndependentValidator", "GnuTLS", "GnuTLSEngine",
                .target(name: "OpenSSLEngine", condition: .when(traits: ["OpenSSL"])), "VerdictMemory", "CrossCheck",
                "TrustAnchors", "RootPrograms", "Conformance", "HandshakeBench", "HandshakeProbe", "InternationalNames", "Lab",
                "PublicSuffixList", "StoreSurvey", "TokenDistrust",
                "VerdictRecords", "VerdictReport", arguments, crypto,
                nioCore, nioPosix, unixSignals,
            ],
            swiftSettings: rules
        ),

        // Small programs that the guides show; the tests run them.
        example("ThreeLines", ["Countersigning"]),
        example("VerifyHost", ["Countersigning"]),
        example("JudgeStoredChain", ["Countersigning", "ServerIdentity"]),
        example("VerifyManyLines", ["Countersigning"]),
        example("CustomTrustSource", ["Countersigning", "ServerIdentity", "TrustAnchors"]),
        example("ReadRecords", ["VerdictRecords"]),

        // Tests mirror the targets.
        tests("BatchRunnerTests", ["BatchRunner", "TestKit"]),
        tests("BatchStoreTests", ["BatchStore", grdb, crypto]),
        tests("ServerIdentityTests", ["ServerIdentity"]),
        tests("InternationalNamesTests", ["InternationalNames", "ServerIdentity"]),
        tests("PublicSuffixListTests", ["PublicSuffixList"]),
        tests("SystemResolverTests", ["SystemResolver"]),
        tests("TokenDistrustTests", ["TokenDistrust"]),
        tests("GnuTLSTests", ["GnuTLS", "Lab", x509]),
        tests(
            "IndependentValidatorTests", ["FuzzTargets", "IndependentValidator", "ServerIdentity", "TestKit", crypto],
            exclude: ["FoundInputs"]),
        tests("GnuTLSEngineTests", ["GnuTLSEngine", "GnuTLS", "ServerIdentity", "Lab", "TestKit", x509, asn1, crypto]),
        tests("OpenSSLEngineTests", ["OpenSSLEngine", "ServerIdentity", "Lab", "TestKit", x509]),
        tests(
            "VerdictMemoryTests",
            [
                "VerdictMemory", "ServerIdentity", "GnuTLS", "GnuTLSEngine", "IndependentValidator", "Lab", "TestKit", x509, asn1,
                crypto,
            ]),
        tests("CrossCheckTests", ["CrossCheck", "ServerIdentity", "TestKit"]),
        tests("LocalFilesTests", ["LocalFiles", "TestKit"]),
        tests(
            "ExamplesTests",
            ["VerifyHost", "JudgeStoredChain", "VerifyManyLines", "CustomTrustSource", "ReadRecords", "Lab", nioPosix, "TestKit"]),
        .target(
            name: "ReportExamples", dependencies: ["Countersigning", "CrossCheck", "ServerIdentity"],
            path: "Tests/ReportExamples", swiftSettings: rules),
        tests(
            "VerdictRecordsTests",
            ["VerdictRecords", "Countersigning", "CrossCheck", "ServerIdentity", "TrustAnchors", "ReportExamples", "TestKit"]),
        tests(
            "CountersigningTests",
            [
                "Countersigning", "CrossCheck", "GnuTLS", "HandshakeProbe", "Lab", "LocalFiles", "TrustAnchors", "ServerIdentity",
                "TestKit", asn1, crypto, nioCore, nioPosix, x509,
            ]),
        tests("TrustAnchorsTests", ["TrustAnchors", "LocalFiles", "ServerIdentity", "TestKit"]),
        tests(
            "RootProgramsTests", ["RootPrograms", "IndependentValidator", "ServerIdentity", "VerdictReport", "TestKit", crypto]),
        tests("HandshakeProbeTests", ["HandshakeProbe", "GnuTLS", "ServerIdentity", "Lab", nioCore, nioPosix]),
        tests(
            "HandshakeBenchTests",
            ["HandshakeBench", "Countersigning", "CrossCheck", "ServerIdentity", "TestKit"], exclude: ["Snapshots"]),
        tests("StoreSurveyTests", ["StoreSurvey", "ServerIdentity"]),
        tests("LabTests", ["Lab", "GnuTLS", nioCore, nioPosix, x509, asn1]),
        tests(
            "CountersignTests",
            [
                "countersign", "Countersigning", "LocalFiles", arguments, "GnuTLS", "TrustAnchors", "VerdictReport",
                "ServerIdentity", "TestKit",
            ]),
        .target(name: "TestKit", dependencies: ["ServerIdentity"], path: "Tests/TestKit", swiftSettings: rules),
        // What must hold for any input: checked by tests on found inputs, and by the fuzzer of Tests/Fuzzing on its
        // own.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Countersigning", "IndependentValidator", "RootPrograms", "ServerIdentity", "TrustAnchors", crypto,
                cryptoExtras,
            ],
            path: "Tests/FuzzTargets", swiftSettings: rules),
        tests("EndToEndTests", ["countersign", "IndependentValidator", "ServerIdentity", "TestKit", crypto]),
        tests(
            "EngineAgreementTests",
            [
                "Conformance", "CrossCheck", "GnuTLSEngine", "IndependentValidator", "InternationalNames", "PublicSuffixList",
                "Lab", "ServerIdentity", "TestKit", "TrustAnchors", "HandshakeProbe", "Countersigning", "VerdictRecords",
                "VerdictReport",
                .target(name: "OpenSSLEngine", condition: .when(traits: ["OpenSSL"])), x509, asn1, crypto,
                cryptoExtras, nioCore, nioPosix,
            ], exclude: ["FailureTexts/Snapshots"]),
        tests(
            "ConformanceTests", ["Conformance", "countersign", "InternationalNames", "ServerIdentity", "TestKit"],
            exclude: ["Ledgers"]),
        tests(
            "VerdictReportTests",
            ["VerdictReport", "RootPrograms", "Countersigning", "CrossCheck", "ServerIdentity", "ReportExamples", "TestKit"],
            exclude: ["Snapshots"]),
    ]
)

// `COUNTERSIGN_ONLY_TESTS="ATests BTests"` leaves of this package those test targets and what they stand on: a
// sanitizer's build (.ci/steps) is from nothing each time, and need not make what it does not run.
if let wanted = Context.environment["COUNTERSIGN_ONLY_TESTS"] {
    var waiting = wanted.split(separator: " ").map(String.init)
    var kept: Set<String> = []
    while let name = waiting.popLast() {
        guard kept.insert(name).inserted else { continue }
        guard let target = package.targets.first(where: { $0.name == name }) else { fatalError("no target is called \(name)") }
        for dependency in target.dependencies {
            switch dependency {
            case .targetItem(let name, _), .byNameItem(let name, _): waiting.append(name)
            case .productItem: break
            @unknown default: break
            }
        }
    }
    package.targets.removeAll { !kept.contains($0.name) }
    package.products = []
}
