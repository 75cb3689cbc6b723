/**
 * The few calls of the Linux kernel that Java does not make for us. Knows numbers and registers, nothing of fleets. Start
 * reading at {@link onecopy.service.kernel.SystemCall}.
 */
package onecopy.service.kernel;
