/**
 * The run directory: where the processes of one fleet find each other. Knows paths and permissions, not their
 * contents. Start reading at {@link onecopy.service.run.RunDirectory}.
 */
package onecopy.service.run;
