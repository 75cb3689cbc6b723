/**
 * The operator's view of a running fleet: who works, on what, how fast. Reads through {@code control}'s read-only eye
 * and never writes what it looks at; only the coordinator can say
 * what it holds in quarantine. Start reading at {@link onecopy.service.stat.FleetView}.
 */
package onecopy.service.stat;
