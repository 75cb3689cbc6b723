/**
 * Which batches run, which wait for their turn, and which are refused: a coordinator takes on no more than it has memory and
 * job slots for, however many ask. Knows batches and coordinators, but nothing of HTTP. Start reading at {@link
 * onecopy.service.admission.Gate}.
 */
package onecopy.service.admission;
