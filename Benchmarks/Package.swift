// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The same rules as in the package that is measured.
let rules: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// Without OpenSSL's headers its contenders are left out, and the table says so.
let hasOpenSSL = FileManager.default.fileExists(atPath: "/usr/include/openssl/ssl.h")

let benchmark = Target.Dependency.product(name: "Benchmark", package: "benchmark")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func ours(_ name: String) -> Target.Dependency { .product(name: name, package: "countersign") }

/// A suite for `swift package benchmark`: it registers the contenders of the same name.
func suite(_ name: String) -> Target {
    .executableTarget(
        name: name, dependencies: [benchmark, "Contenders", "Suites"], path: name, swiftSettings: rules,
        plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
}

let package = Package(
    name: "countersign-benchmarks",
    products: [.executable(name: "compare", targets: ["Comparison"])],
    dependencies: [
        .package(name: "countersign", path: "../"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .target(name: "CMeasuring"),
        .target(name: "CGnuTLSPeer", dependencies: ["CMeasuring"], linkerSettings: [.linkedLibrary("gnutls")]),
        .target(
            name: "COpenSSLPeer", dependencies: ["CMeasuring"],
            cSettings: hasOpenSSL ? [.define("COPENSSLPEER_AVAILABLE")] : [],
            linkerSettings: hasOpenSSL ? [.linkedLibrary("ssl"), .linkedLibrary("crypto")] : []),
        .target(
            name: "Contenders",
            dependencies: [
                "CMeasuring", "CGnuTLSPeer", "COpenSSLPeer",
                ours("GnuTLS"), ours("ServerIdentity"), ours("IndependentValidator"), ours("GnuTLSEngine"), ours("VerdictMemory"),
                ours("CrossCheck"),
                ours("HandshakeProbe"), ours("LocalFiles"), ours("TrustAnchors"), ours("RootPrograms"),
                nioCore, nioPosix, nioEmbedded, nioTLS, nioSSL, asn1, crypto, cryptoExtras, x509,
            ],
            swiftSettings: rules),
        .target(name: "Servers", dependencies: ["Contenders"], swiftSettings: rules),
        .executableTarget(
            name: "Comparison", dependencies: ["Contenders", "Servers", "CGnuTLSPeer", "COpenSSLPeer", arguments],
            swiftSettings: rules),
        .target(name: "Suites", dependencies: [benchmark, "Contenders", "Servers"], swiftSettings: rules),
        suite("Handshake"),
        suite("ChainVerification"),
        suite("NameMatching"),
        suite("TrustLoading"),
        suite("Parsing"),
    ]
)
