/// Why a store can't be had, or can't do what was asked. It names the file and what to do next.
public struct BatchStoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        /// The file is there and can't be opened or read, or isn't there and was to be read; with the reason.
        case cannotOpen(String)
        /// The file is no store: no SQLite database, or another program's; with the reason.
        case notAStore(String)
        /// The store's schema has a version that this program doesn't know.
        case otherVersion(found: Int, known: Int)
        /// Another run has the store.
        case heldByAnotherRun
        /// Another program has the database locked, for longer than ``BatchStore/patience``.
        case locked
        /// The store, or its lock, can't be created or is read-only; with the reason. A command ends with 73.
        case cannotCreate(String)
        /// No space is left. What was being written is not there, all that was written before is. A command ends with
        /// 74.
        case diskFull
        /// Reading or writing broke off, with SQLite's words. A command ends with 74.
        case inputOutput(String)
        /// The database is damaged, with SQLite's words.
        case corrupt(String)
        /// The store has records that were made under other settings; the JSON texts of both.
        case settingsDiffer(kept: String, given: String)
        /// A line has another text than when it was first read: the input has changed.
        case lineDiffers(number: Int, kept: [UInt8], given: [UInt8])
        /// The subject has its final record already: an error in the caller's code.
        case alreadyRecorded(SubjectID)
        /// Something else that a correct caller doesn't do, or that this code didn't foresee.
        case misuse(String)
    }

    /// The file.
    public let path: String
    /// What is wrong with it.
    public let problem: Problem

    init(_ problem: Problem, path: String) {
        self.path = path
        self.problem = problem
    }

    /// What is wrong and what to do next, in one or two sentences.
    public var description: String {
        switch problem {
        case .cannotOpen(let reason):
            "the store '\(path)' can't be opened: \(reason); look at its path and its permissions"
        case .notAStore(let reason):
            "'\(path)' is not a store: \(reason); name another file, or one that is not there yet"
        case .otherVersion(let found, let known):
            if found > known {
                "the store '\(path)' has schema version \(found), this program knows \(known); "
                    + "use the version of the program that wrote it, or a newer one"
            } else {
                "the store '\(path)' has schema version \(found), this program reads \(known); "
                    + "resume a run in it once to bring it up to date"
            }
        case .heldByAnotherRun:
            "another run holds the store '\(path)'; wait for its end, or name another store"
        case .locked:
            "another program has locked the database '\(path)'; end it (a database shell, a backup), then resume"
        case .cannotCreate(let reason):
            "the store '\(path)' can't be written to: \(reason); name a file in a directory that can be written to"
        case .diskFull:
            "no space is left for the store '\(path)'; all that it had is there: make space, then resume"
        case .inputOutput(let detail):
            "reading or writing the store '\(path)' broke off (\(detail)); look at the disk, then resume"
        case .corrupt(let detail):
            "the store '\(path)' is damaged (\(detail)); keep a copy, then try 'sqlite3 \(path) .recover' or begin anew"
        case .settingsDiffer(let kept, let given):
            "the store '\(path)' has records made under other settings: it has \(kept), this run has \(given); "
                + "give the same settings, allow mixed ones, or name another store"
        case .lineDiffers(let number, let kept, let given):
            "line \(number) of the input is not the one that the store '\(path)' has: it was '\(Self.shown(kept))', "
                + "now it is '\(Self.shown(given))'; give the same input, or name another store"
        case .alreadyRecorded(let subject):
            "subject \(subject.rawValue) of the store '\(path)' has its final record already; "
                + "nothing was written: report this as an error of the program"
        case .misuse(let detail):
            "the store '\(path)' was not used as it has to be: \(detail); report this as an error of the program"
        }
    }

    /// The beginning of a line, for a terminal: 80 octets, and all but printable ASCII escaped.
    private static func shown(_ line: [UInt8]) -> String {
        var text = ""
        for octet in line.prefix(80) {
            if (0x20..<0x7F).contains(octet) {
                text.unicodeScalars.append(Unicode.Scalar(octet))
            } else {
                text += octet < 0x10 ? "\\x0\(String(octet, radix: 16))" : "\\x\(String(octet, radix: 16))"
            }
        }
        return line.count > 80 ? text + "…" : text
    }
}
