import Countersigning
import HandshakeProbe
import ServerIdentity

/// A run over several rows: first a handshake of each is judged in full, then each is measured.
struct BenchSession: Sendable {
    /// A row, and how its handshakes are made.
    struct Item: Sendable {
        let row: BenchRow
        let work: BenchWork
        /// Where the server may be; the first address that answers is measured.
        let addresses: [String]
    }

    let items: [Item]
    let events: BenchEvents

    private struct First {
        let judgement: Judgement
        let work: BenchWork
        let ticket: [UInt8]?
    }

    /// Measures. Cancelling the task ends the row that is being measured; the others are not begun.
    ///
    /// - Throws: `BenchRefusal` if a server is not accepted, `BenchTicketProblem` if there is nothing to resume, and
    ///   anything if the task is cancelled before the first row: nothing was timed then.
    func run() async throws -> BenchOutcome {
        var firsts: [First] = []
        for item in items {
            firsts.append(try await first(item))
            // The first handshakes keep to the rate as well.
            if let rate = item.row.load.rate { try await Task.sleep(for: .seconds(1 / rate)) }
        }
        var outcome = BenchOutcome()
        for (item, first) in zip(items, firsts) where !Task.isCancelled {
            try await measure(item, first, &outcome)
            if outcome.results.last?.figures.ending != .complete { break }
        }
        return outcome
    }

    private func first(_ item: Item) async throws -> First {
        let triedAt = SystemClock.now()
        let (work, observation): (BenchWork, Observation)
        do throws(ProbeFailure) { (work, observation) = try await firstObservation(item) } catch {
            throw BenchRefusal(item.row.target, .failed(error), triedAt, priority: item.row.priority)
        }
        let judgement = work.examiner.judge(
            observation.chain, for: work.identity, at: work.instant(), observation: observation)
        guard judgement.examination.isAcceptedByAll else {
            throw BenchRefusal(item.row.target, .judged(judgement), triedAt, priority: item.row.priority)
        }
        if item.row.load.isResuming, observation.resumptionData == nil { throw BenchTicketProblem(row: item.row) }
        return First(judgement: judgement, work: work, ticket: observation.resumptionData)
    }

    /// Tries the addresses in their order; the work that comes back knows only the one that answered.
    private func firstObservation(_ item: Item) async throws(ProbeFailure) -> (BenchWork, Observation) {
        var last: ProbeFailure?
        for address in item.addresses {
            let work = item.work.at(address)
            do throws(ProbeFailure) {
                return (work, try await work.probe.observe(work.target))
            } catch {
                if error.isReached || error.code == .cancelled { throw error }
                last = error
            }
        }
        throw last ?? ProbeFailure(stage: .resolve, code: .unresolvable, text: "no address for '\(item.work.target.host)'")
    }

    private func measure(_ item: Item, _ first: First, _ outcome: inout BenchOutcome) async throws {
        let run = BenchRun(first.work, item.row.load, ticket: item.row.load.isResuming ? first.ticket : nil)
        let showing = Task { await events.measuring(item.row, run.counters) }
        let measured = await run.measure()
        showing.cancel()
        await showing.value
        let figures = measured.figures
        let result = BenchResult(row: item.row, first: first.judgement, figures: figures)
        outcome.results.append(result)
        // A verdict other than acceptance is never passed over. Failed probes are figures of a loaded server, unless
        // nothing else came.
        outcome.statuses.formUnion(measured.refusals)
        if figures.ending == .failures || figures.handshakes == 0, let status = measured.commonFailure {
            outcome.statuses.insert(status)
        }
        if let remark = item.row.resumptionRemark(figures) {
            if figures.resumed == 0 { outcome.statuses.insert(.noSession) }
            outcome.remarks.append(remark)
        }
        try events.finished(result)
    }
}
