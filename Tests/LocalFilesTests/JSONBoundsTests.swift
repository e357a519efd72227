import Testing

@testable import LocalFiles

@Suite("Bounds of JSON")
struct JSONBoundsTests {
    private static let bounds = JSONBounds(depth: 3, values: 12, elements: ["chain": 2], octets: ["id": 4], once: ["name"])

    @Test(
        "what is within the bounds passes, be it JSON or not",
        arguments: [
            #"{"chain":["a","b"],"id":"abcd","other":[1,2,3]}"#, #"{"id":"\u0061\u0062\u0063\u0064"}"#,
            #"{"a":{"chain":[1,2,3,4]}}"#, #"{"a":"[[[[[[[[{{{{{{,,,,,,,,,,,,,,"}"#, #"{"a":"\"[[[[","b":"\\"}"#,
            #"{"a":1,"a":2,"b":{"name":1,"name":2},"name":"name"}"#, #"[[1,2,3],[4]]"#, #"{"chain":"#, #"{"chain":["a"#, "]]]]",
            #""\"#, "",
        ])
    func within(text: String) { #expect(Self.bounds.excess(in: text.utf8.span) == nil) }

    @Test(
        "what goes past one is named",
        arguments: [
            (#"{"a":1,"chain":["a","b","c"]}"#, "chain", "more than the limit of 2 elements"),
            (#"{"chain":[[1],[2],[3]"#, "chain", "more than the limit of 2 elements"),
            (#"{"id":"\#(String(repeating: "x", count: 25))"}"#, "id", "it is longer than 4 octets"),
            (#"{"a":[[[1]]]}"#, "a", "nested deeper than the limit of 3"), ("[[[[", "", "nested deeper than the limit of 3"),
            (#"{"a":[1,2,3,4,5,6,7,8,9,10,11,12]}"#, "a", "more than the limit of 12 values"),
            (
                #"{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1,"k":1,"l":1,"m":1}"#, "",
                "more than the limit of 12 values"
            ),
            (#"{"name":1,"id":"a","name":1}"#, "name", "it is there twice"),
            (#"{"name":1,"n\u0061me":2}"#, "name", "it is there twice"),
            ("{\0\"\0a", "", "it is no JSON in UTF-8"),
        ])
    func beyond(text: String, field: String, reason: String) {
        #expect(Self.bounds.excess(in: text.utf8.span) == JSONBounds.Excess(field: field, reason: reason))
    }
}
