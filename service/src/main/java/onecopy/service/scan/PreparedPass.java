package onecopy.service.scan;

/** A pass with the scratch memory and tables its scans need, made once and used by one thread. */
record PreparedPass(ScanSpec spec, PassAccumulator accumulator, FunctionPass functions) {
    private static final int FEW_CUTS = 24;

    static PreparedPass of(ScanSpec spec) {
        boolean fewCuts = spec.cuts().length <= FEW_CUTS;
        PassAccumulator accumulator = !fewCuts
                ? new BucketAccumulator(spec)
                : switch (spec.type()) {
                    case INT32 -> new IntPrefixAccumulator(spec);
                    case INT64 -> new LongPrefixAccumulator(spec);
                };
        return new PreparedPass(spec, accumulator, new FunctionPass(spec, fewCuts));
    }
}
