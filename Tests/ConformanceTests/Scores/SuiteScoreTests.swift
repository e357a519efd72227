import Conformance
import Testing

@Suite("Scores of conformance suites")
struct SuiteScoreTests {
    @Test func `each pair of answer and expectation is counted once`() {
        var score = SuiteScore()
        for (isAccepted, isExpected) in [
            (true, true), (false, false), (true, false), (false, true), (false, true), (nil, true), (true, nil), (nil, nil),
        ] as [(Bool?, Bool?)] {
            score.count(isAccepted: isAccepted, isAcceptanceExpected: isExpected)
        }
        #expect(score == SuiteScore(evaluated: 5, falseAccepts: 1, falseRejects: 2, skipped: 3))
        #expect(score.matching == 2)
        score += score
        #expect(score == SuiteScore(evaluated: 10, falseAccepts: 2, falseRejects: 4, skipped: 6))
    }

    @Test func `a comparison lists what differs, and says who is right`() {
        func row(_ id: String, _ expected: Bool?, _ first: Bool, _ second: Bool) -> SuiteComparison.Case {
            SuiteComparison.Case(
                id: id, isAcceptanceExpected: expected, isAcceptedByFirst: first, isAcceptedBySecond: second, reason: "why")
        }
        let comparison = SuiteComparison(
            first: "ours", second: "theirs",
            cases: [
                row("a", true, true, true), row("b", true, true, false), row("c", false, true, false), row("d", nil, false, true),
            ],
            unanswered: 2, foreign: 1)
        #expect(
            comparison.text == """
                case  expected  ours    theirs  reason
                b     accept    accept  refuse  why
                c     refuse    accept  refuse  why
                d     ?         refuse  accept  why
                4 cases answered by both, 3 differently: ours is right in 1, theirs in 1; 2 not answered by both, 1 recorded ones not in \
                the suite

                """)
    }

    @Test func `the table of an engine ends with the sum`() {
        let groups = [
            ("pathlen", SuiteScore(evaluated: 4, falseAccepts: 1, falseRejects: 0, skipped: 0)),
            ("rfc5280", SuiteScore(evaluated: 54, falseAccepts: 0, falseRejects: 2, skipped: 6)),
        ]
        #expect(
            SuiteScoreTable(groups).text == """
                         evaluated  match  false accepts  false rejects  skipped
                pathlen          4      3              1              0        0
                rfc5280         54     52              0              2        6
                total           58     55              1              2        6

                """)
    }

    @Test func `the table of all verifiers is Markdown, and no name can break it`() {
        let table = ConformanceTable([
            .init(
                title: "a suite",
                rows: [
                    .init("ours", SuiteScore(evaluated: 5_882, falseAccepts: 0, falseRejects: 0, skipped: 6), .measured),
                    .init("their|s\n", SuiteScore(evaluated: 10, falseAccepts: 1, falseRejects: 2, skipped: 0), .recorded),
                ]), .init(title: "another", rows: []),
        ])
        #expect(
            table.text == #"""
                a suite

                |              | evaluated | false accepts | false rejects | skipped |          |
                | ------------ | --------: | ------------: | ------------: | ------: | -------- |
                | ours         |      5882 |             0 |             0 |       6 | this run |
                | their\|s\x0a |        10 |             1 |             2 |       0 | recorded |

                another

                |     | evaluated | false accepts | false rejects | skipped |     |
                | --- | --------: | ------------: | ------------: | ------: | --- |

                """#)
    }
}
