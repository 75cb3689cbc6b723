/**
 * {@code onecopy bench overload}: more clients than a service can serve at once, each with a connection of its own, and what
 * becomes of their requests. Start reading at {@link onecopy.service.bench.overload.OverloadBench}.
 */
package onecopy.service.bench.overload;
