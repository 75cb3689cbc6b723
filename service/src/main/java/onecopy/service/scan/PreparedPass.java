package onecopy.service.scan;

import onecopy.data.ElementType;

/** A pass with the scratch memory and tables its scans need, made once and used by one thread. */
record PreparedPass(ScanSpec spec, PassAccumulator accumulator, FunctionPass functions) {
    private static final int FEW_CUTS = 24;

    static PreparedPass of(ScanSpec spec) {
        boolean fewCuts = spec.cuts().length <= FEW_CUTS;
        PassAccumulator accumulator = fewCuts && spec.type() == ElementType.INT32
                ? new IntPrefixAccumulator(spec)
                : new BucketAccumulator(spec);
        return new PreparedPass(spec, accumulator, new FunctionPass(spec, fewCuts));
    }
}
