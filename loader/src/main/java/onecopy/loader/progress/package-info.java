/**
 * Shows a person at a terminal how far a load or a check is, and everybody else nothing. Start reading at {@link
 * onecopy.loader.progress.TerminalProgress}.
 */
package onecopy.loader.progress;
