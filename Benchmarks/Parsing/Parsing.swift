import Contenders
import Suites

let benchmarks: @Sendable () -> Void = { Registration.register(.parsing) }
