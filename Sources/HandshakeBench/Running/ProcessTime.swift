import Glibc

/// The CPU time of this process.
enum ProcessTime {
    /// User and system time of all threads in microseconds, children not included. POSIX fixes the unit of `clock`.
    static var microseconds: Int64 { Int64(clock()) }
}
