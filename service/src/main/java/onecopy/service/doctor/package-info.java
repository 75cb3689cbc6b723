/**
 * What on this machine stands in the way of onecopy, and what to do about it. Looks at the JVM, the disks, the memory,
 * the limits, the store and the run directory; changes nothing. Start reading at {@link onecopy.service.doctor.Doctor}.
 */
package onecopy.service.doctor;
