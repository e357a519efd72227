// swift-tools-version: 6.2
import PackageDescription

// The same rules as in the package that is fuzzed.
let rules: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func ours(_ name: String) -> Target.Dependency { .product(name: name, package: "countersign") }

let package = Package(
    name: "countersign-fuzzing",
    dependencies: [
        .package(name: "countersign", path: "../../", traits: []),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        // A link to Tests/FuzzTargets, which the ordinary tests use as well.
        .target(
            name: "FuzzTargets",
            dependencies: [
                ours("IndependentValidator"), ours("RootPrograms"), ours("ServerIdentity"), ours("TrustAnchors"),
                ours("Countersigning"),
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: rules),
        // No main and no @main: libFuzzer brings its own.
        .executableTarget(name: "Fuzz", dependencies: ["FuzzTargets"], swiftSettings: rules),
    ]
)
