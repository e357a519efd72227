import ArgumentParser
import Countersigning
import Foundation
import StoreSurvey

/// `countersign roots doctor`
struct RootsDoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Show which store of roots each program on this machine would use, and how they differ.",
        discussion: """
            This program, GnuTLS, p11-kit, OpenSSL, curl and Java: where the store is, how many roots it has, when it was written, and what it has \
            more or less than this program's, by SHA-256. What is not installed is said to be so. Exit code 0, whatever is found.
            """)

    @Flag(help: "One JSON object, with every root of a difference.")
    var json = false

    func run() throws {
        let stores = StoreSurveyor(environment: ProcessInfo.processInfo.environment).stores()
        let survey = StoreSurvey(stores, now: SystemClock.now(), style: Terminal.outputStyle)
        try StandardOutput.write(json ? "\(survey.json)\n" : survey.text)
    }
}
