package onecopy.service.control;

/**
 * A per-element function as a job names it: a worker whose function of this name has another version must not compute
 * the job.
 *
 * @param name as in {@link onecopy.data.function.ElementFunction#name()}
 * @param version as in {@link onecopy.data.function.ElementFunction#version()}
 */
public record FunctionRef(String name, int version) {}
