/**
 * What the Linux kernel says of processes and memory, read from {@code /proc} and never written. Knows files and
 * process numbers, nothing of fleets. Start reading at {@link onecopy.service.proc.ProcessMemory}.
 */
package onecopy.service.proc;
