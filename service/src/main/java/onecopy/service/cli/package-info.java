/**
 * The service's commands: serve, coordinator, worker, query, stop, and the operators' tools stat, prove, doctor and
 * demo. They parse, call the packages that do the work, and print. Start reading at {@link
 * onecopy.service.cli.ServiceMain}.
 */
package onecopy.service.cli;
