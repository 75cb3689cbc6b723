package onecopy.service.prove;

/**
 * One thing the proof claims.
 *
 * @param name machine-readable name
 * @param holds whether the figures bear it out
 * @param text the claim and its figures, for people
 */
public record Claim(String name, boolean holds, String text) {}
