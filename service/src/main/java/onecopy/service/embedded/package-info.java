/**
 * onecopy inside somebody's own process: opens a dataset, asks it, closes it, without coordinator and workers. Start
 * reading at {@link onecopy.service.embedded.OpenDataset}.
 */
package onecopy.service.embedded;
