/**
 * Every shared word of the control file under jcstress, in the package of those who may touch them. Each test lists all
 * outcomes there can be and why each is legal or not; {@code service/stress/run} runs them.
 */
package onecopy.service.control;
