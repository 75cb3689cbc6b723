/**
 * {@code onecopy torture}: seeded runs in which everything is done to a small fleet that may befall a large one, and
 * every answer is compared with plain loops. A run draws a dataset, a fleet of real processes, clients and one to three
 * faults from its seed; it passes only if every batch ended in the exact answer or in an error that what was done allows,
 * in time, and nothing is left of it. What is done and what is not is said in {@link onecopy.service.torture.fault}.
 *
 * <p>
 * The same seed makes the same numbers, batches and faults; in which instruction a signal meets a process is the
 * machine's affair, so a rare failure may take some repetitions. Start reading at {@link
 * onecopy.service.torture.TortureRun}.
 */
package onecopy.service.torture;
