/**
 * What the command lines of the loader and the service share: one frame that runs a command, where its settings come
 * from, how its errors look, and where onecopy is installed. Start reading at {@link
 * onecopy.data.command.CommandFrame}.
 */
package onecopy.data.command;
