/**
 * The arithmetic and the presentation of measurements: samples taken in turns, medians and ratios, goals, and a report
 * as a table, as JSON and as a chart. Knows nothing of what is measured. Start reading at {@link
 * onecopy.service.bench.figure.Rounds}, then {@link onecopy.service.bench.figure.Figure}.
 */
package onecopy.service.bench.figure;
