import ArgumentParser
import VerdictReport

/// Ends the run with the exit code of a problem, after one line that says what to do.
func ending<Value>(on work: () throws -> Value) throws -> Value {
    do { return try work() } catch let problem as InputProblem {
        StandardError.write("countersign: \(problem.text)\n")
        throw ExitCode(problem.exitStatus.rawValue)
    }
}

extension InputProblem {
    var exitStatus: ExitStatus { ExitStatus(of: .unusable(self)) }
}
