module countersign/benchmarks/gopeer

go 1.19
