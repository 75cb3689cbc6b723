/**
 * What a tortured fleet is asked about and what the right answers are: made-up numbers, kept in this process's memory,
 * and plain loops over them that share no code with the engine. Knows queries and answers, and no process. Start
 * reading at {@link onecopy.service.torture.truth.Oracle}.
 */
package onecopy.service.torture.truth;
