/**
 * Where a benchmark takes place: a temporary store, run directories, and the processes in them, all gone when it ends
 * however it ends. Start reading at {@link onecopy.service.bench.place.Workplace}.
 */
package onecopy.service.bench.place;
