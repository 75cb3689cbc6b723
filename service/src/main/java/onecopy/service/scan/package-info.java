/**
 * Pure computation over memory: one pass over a range of elements that serves a whole batch. Knows segments, cuts and
 * functions, and nothing of processes or files. Start reading at {@link onecopy.service.scan.ScanSpec}, then {@link
 * onecopy.service.scan.ScanKernel}.
 */
package onecopy.service.scan;
