/**
 * Hostile input from seeds: whatever is opened, read or received ends in what it should be or in a typed error, in bounded
 * time and memory. {@code -Donecopy.fuzz.rounds=100} goes a hundred times as far.
 */
package onecopy.service.hostile;
