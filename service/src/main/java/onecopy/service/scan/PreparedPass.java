package onecopy.service.scan;

import onecopy.data.ElementType;

/** A pass with the scratch memory and tables its scans need, made once and used by one thread. */
record PreparedPass(ScanSpec spec, PassAccumulator accumulator, FunctionPass functions) {
    private static final int PREFIX_MAX_CUTS = 24;

    static PreparedPass of(ScanSpec spec) {
        PassAccumulator accumulator = spec.cuts().length > PREFIX_MAX_CUTS || spec.type() == ElementType.INT64
                ? new BucketAccumulator(spec)
                : new IntPrefixAccumulator(spec);
        return new PreparedPass(spec, accumulator, new FunctionPass(spec));
    }
}
