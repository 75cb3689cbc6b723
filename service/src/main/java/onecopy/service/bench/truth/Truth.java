package onecopy.service.bench.truth;

import java.math.BigInteger;

/**
 * What is right about one range.
 *
 * @param count elements inside
 * @param sum their sum
 * @param divisors sum of their numbers of divisors; null where nobody asked
 */
public record Truth(long count, BigInteger sum, BigInteger divisors) {}
