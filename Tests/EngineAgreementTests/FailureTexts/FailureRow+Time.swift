/// Certificates at another time.
extension FailureRow {
    static let time = [
        FailureRow("the server's certificate has expired") { pki in
            try pki.report([pki.server { $0.days = -90 ... -1 }, pki.ca])
        },
        FailureRow("the intermediate has expired") { pki in
            try pki.report([pki.leaf, pki.authority { $0.days = -900 ... -2 }])
        },
        FailureRow("the root in the trust store has expired", unsaid: ["--cafile"]) { pki in
            try pki.report([pki.leaf, pki.ca], trusting: [pki.root { $0.days = -900 ... -2 }])
        },
        FailureRow("the root has expired, and the server sends it too") { pki in
            let root = try pki.root { $0.days = -900 ... -2 }
            return try pki.report([pki.leaf, pki.ca, root], trusting: [root])
        },
        FailureRow("the server's certificate is not valid yet") { pki in
            try pki.report([pki.server { $0.days = 1...90 }, pki.ca])
        },
        FailureRow("the intermediate is not valid yet") { pki in
            try pki.report([pki.leaf, pki.authority { $0.days = 1...900 }])
        },
        FailureRow("the root in the trust store is not valid yet") { pki in
            try pki.report([pki.leaf, pki.ca], trusting: [pki.root { $0.days = 3...900 }])
        },
    ]
}
