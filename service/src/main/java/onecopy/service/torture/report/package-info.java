/**
 * What a torture found: the result of each run, their sum, and how both are printed. Start reading at {@link
 * onecopy.service.torture.report.TortureReport}.
 */
package onecopy.service.torture.report;
