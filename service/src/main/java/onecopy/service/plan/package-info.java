/**
 * How queries are answered: which of them an index answers, which need a pass over the data, what that pass must
 * accumulate and how the answers are read off. Knows memory but no processes, so the coordinator and a process that embeds
 * onecopy plan alike. Start reading at {@link onecopy.service.plan.Planner}.
 */
package onecopy.service.plan;
