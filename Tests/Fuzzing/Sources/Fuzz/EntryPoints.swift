import Foundation
import FuzzTargets

/// The target named by COUNTERSIGN_FUZZ.
private let target = ProcessInfo.processInfo.environment["COUNTERSIGN_FUZZ"].flatMap(FuzzTarget.init)

/// libFuzzer calls this once. With COUNTERSIGN_SEEDS, a folder, the seeds of all targets are written there, and nothing
/// is fuzzed.
@_cdecl("LLVMFuzzerInitialize")
func initialize(_: UnsafeRawPointer?, _: UnsafeRawPointer?) -> CInt {
    if let folder = ProcessInfo.processInfo.environment["COUNTERSIGN_SEEDS"] {
        do {
            try Seeds.write(to: URL(fileURLWithPath: folder))
            exit(0)
        } catch {
            stop("the seeds can't be written: \(error)")
        }
    }
    if target == nil { stop("COUNTERSIGN_FUZZ must be one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))") }
    return 0
}

/// libFuzzer calls this with each input.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // The memory is libFuzzer's until we return; it is copied.
    let octets = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
    do { _ = try target?.check(octets) } catch { fatalError("\(error)") }
    return 0
}

private func stop(_ why: String) -> Never {
    FileHandle.standardError.write(Data("\(why)\n".utf8))
    exit(64)
}
