package onecopy.service.scan;

import onecopy.data.ElementType;

/** A pass with the scratch memory and tables its scans need, made once and used by one thread. */
record PreparedPass(ScanSpec spec, PassAccumulator accumulator, FunctionPass functions) {
    /** Up to this many cuts, accumulating every one by vectors beats looking the interval up; measured on AVX2. */
    private static final int FEW_INT_CUTS = 24;

    private static final int FEW_LONG_CUTS = 48;

    static PreparedPass of(ScanSpec spec) {
        boolean fewCuts = hasFewCuts(spec);
        return new PreparedPass(spec, fewCuts ? prefixAccumulator(spec) : bucketAccumulator(spec),
                new FunctionPass(spec, fewCuts));
    }

    /** {@return whether every cut is compared with every element} */
    static boolean hasFewCuts(ScanSpec spec) {
        return spec.cuts().length <= (spec.type() == ElementType.INT32 ? FEW_INT_CUTS : FEW_LONG_CUTS);
    }

    private static PassAccumulator prefixAccumulator(ScanSpec spec) {
        return switch (spec.type()) {
            case INT32 -> new IntPrefixAccumulator(spec);
            case INT64 -> new LongPrefixAccumulator(spec);
        };
    }

    private static PassAccumulator bucketAccumulator(ScanSpec spec) {
        IntBuckets buckets = spec.type() == ElementType.INT32 ? IntBuckets.of(spec.cuts()) : null;
        return buckets == null ? new BucketAccumulator(spec) : new IntBucketAccumulator(spec, buckets);
    }
}
