/**
 * Where a run takes place: a store and a run directory of its own, the processes in them, signals to those, and the
 * search for whatever is left of them. Start reading at {@link onecopy.service.torture.stage.Stage}.
 */
package onecopy.service.torture.stage;
