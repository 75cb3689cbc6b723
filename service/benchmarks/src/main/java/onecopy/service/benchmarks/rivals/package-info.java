/**
 * Other programs that can count and sum integers under thresholds, on the same data in the same run as onecopy: each
 * one used as its own documentation says is fastest. Benchmarks only; nothing of onecopy may come in here at run time.
 * Start reading at {@link onecopy.service.benchmarks.rivals.Contender}, then {@link
 * onecopy.service.benchmarks.rivals.RivalsMain}.
 */
package onecopy.service.benchmarks.rivals;
