import Foundation
import TestKit
import Testing

extension EndToEnd {
    /// A library that is put in front of `malloc` lets one allocation of GnuTLS's or OpenSSL's own code fail, another
    /// one each time. (libtasn1 3.x does not look at some of its allocations and crashes; its are left alone.)
    @Suite("When memory runs out in a library", .needs(.clang, .bash))
    struct MemoryFailureTests {
        private static let source = """
            #define _GNU_SOURCE
            #include <link.h>
            #include <stdatomic.h>
            #include <stdlib.h>
            #include <string.h>
            extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
            static atomic_long count;
            static long target;
            static struct { const char *low, *high; } ranges[8];
            static int known;
            static int find(struct dl_phdr_info *info, size_t size, void *data) {
                if (!strstr(info->dlpi_name, "libgnutls") && !strstr(info->dlpi_name, "libcrypto")) return 0;
                for (int i = 0; i < info->dlpi_phnum && known < 8; i++) {
                    if (info->dlpi_phdr[i].p_type != PT_LOAD || !(info->dlpi_phdr[i].p_flags & PF_X)) continue;
                    ranges[known].low = (const char *)info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
                    ranges[known].high = ranges[known].low + info->dlpi_phdr[i].p_memsz;
                    known++;
                }
                return 0;
            }
            static int fails(const char *caller) {
                if (!target) {
                    const char *text = getenv("FAIL_AT");
                    target = text ? atol(text) : -1;
                    dl_iterate_phdr(find, 0);
                }
                for (int i = 0; i < known; i++)
                    if (caller >= ranges[i].low && caller < ranges[i].high) return atomic_fetch_add(&count, 1) + 1 == target;
                return 0;
            }
            void *malloc(size_t size) { return fails(__builtin_return_address(0)) ? 0 : __libc_malloc(size); }
            void *calloc(size_t n, size_t size) { return fails(__builtin_return_address(0)) ? 0 : __libc_calloc(n, size); }
            void *realloc(void *p, size_t size) { return fails(__builtin_return_address(0)) ? 0 : __libc_realloc(p, size); }
            """

        @Test func `nothing is accepted that would not be, and nothing crashes`() async throws {
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let pki = try PKI.made()
            let library = files.file("failing.so")
            let source = try files.write(Self.source, to: "failing.c")
            let compiled = try await Run.of([Tool.clang.path, "-shared", "-fPIC", "-o", library, source])
            try #require(compiled.exitCode == 0, "\(compiled.story)")
            let engines = ["--cafile", pki.root(.ecdsa), "--engines", "gnutls,swift,openssl", "--no-memo"]
            func check(_ chain: String, _ host: String, failingAt place: Int?) async throws -> Run {
                var command = ["/usr/bin/env"]
                if let place { command += ["LD_PRELOAD=\(library)", "FAIL_AT=\(place)"] }
                return try await Run.of(
                    command + [Countersign.path, "check", chain, "--hostname", host] + engines, seconds: 60)
            }
            let good = pki.leafAndIssuer(.good, .ecdsa).chain
            let normal = try await check(good, PKI.host, failingAt: nil)
            try #require(normal.exitCode == 0, "\(normal.story)")
            var generator = SeededGenerator.printed(for: "memory failure")
            let places = (0..<25).map { _ in Int.random(in: 1...600, using: &generator) }
            var failures = 0
            for place in places {
                let told = "allocation \(place), seed \(generator.seed)"
                let run = try await check(good, PKI.host, failingAt: place)
                #expect(run.signal == nil && run.exitCode != nil, "\(told): \(run.story)")
                if run.exitCode == 0 {
                    #expect(run.output == normal.output, "\(told): \(run.story)")
                } else {
                    failures += 1
                }
                let other = try await check(good, "other.example", failingAt: place)
                #expect(other.signal == nil && other.exitCode != 0, "\(told): \(other.story)")
            }
            #expect(failures > 0, "the library fails nothing")
        }
    }
}
