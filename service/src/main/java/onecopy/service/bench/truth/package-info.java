/**
 * The right answers, found by other means: the JDK's own mapping, plain loops, a histogram, trial division and an
 * additive sieve, and nothing of the code that is measured. Nothing is measured before its answers agree. Start reading
 * at {@link onecopy.service.bench.truth.Oracle}.
 */
package onecopy.service.bench.truth;
