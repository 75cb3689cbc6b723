/**
 * {@code onecopy bench}: starts real fleets on real data, checks every answer against an oracle, then measures in
 * turns and reports ratios against goals. Rooms: {@code figure} (arithmetic and presentation), {@code place}
 * (temporary store and processes), {@code probe} (measurements without a fleet), {@code truth} (the oracle), {@code overload} (a thousand clients), {@code
 * scheduling} (idle tails of chunk policies). Start reading at {@link onecopy.service.bench.Bench}.
 */
package onecopy.service.bench;
