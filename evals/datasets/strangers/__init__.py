"""Other people's data as suites: `mtrag:FILE`, `emanual:DIR`, `ragas:FILE`, `hotpot:FILE`, `csv:FILE`."""
