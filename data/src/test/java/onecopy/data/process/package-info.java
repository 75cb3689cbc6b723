/** Processes that tests start. */
package onecopy.data.process;
