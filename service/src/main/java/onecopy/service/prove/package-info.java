/**
 * The proof that memory holds a dataset once: what the kernel says of every process of a fleet, and what that means.
 * Reads the fleet through {@code control}'s read-only eye and the kernel through {@code proc}. Start reading at {@link
 * onecopy.service.prove.Prover}.
 */
package onecopy.service.prove;
