/**
 * {@code onecopy bench scheduling}: how long workers wait for each other under each way of cutting the data, because
 * that is the question people ask of every parallel program. Start reading at {@link
 * onecopy.service.bench.scheduling.SchedulingBench}.
 */
package onecopy.service.bench.scheduling;
