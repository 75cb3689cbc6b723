/**
 * The control file, through which the processes of a fleet meet: worker slots, job slots with their chunk ledgers,
 * doorbells, and the kernel locks that tell the living from the dead. {@code service/CONTROL.md} specifies it and
 * outranks this code. Three views, three types: {@link onecopy.service.control.CoordinatorControl} and {@link
 * onecopy.service.control.WorkerControl} write their own parts, {@link onecopy.service.control.FleetReader} writes
 * nothing. Start reading at {@code ControlFileDescriptor}.
 */
package onecopy.service.control;
