/**
 * What is done to a fleet: every {@linkplain onecopy.service.torture.fault.FaultKind kind of fault}, when it strikes and
 * which errors it allows.
 *
 * <p>
 * What is not done, because nothing could notice it, and FORMAT.md promises nothing else: changing published values into
 * others of the same length while batches read them. Such damage is done where no batch asks, and {@code verify} must
 * find it. Nor are results in the control file forged: that file is its owner's alone, and whoever writes chunk states and
 * partials with the owner's rights can as well write the dataset. Its header, fleet state, bells and length are fair
 * game.
 *
 * <p>
 * Start reading at {@link onecopy.service.torture.fault.Injector}.
 */
package onecopy.service.torture.fault;
