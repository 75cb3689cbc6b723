/**
 * Threshold queries over mapped datasets: {@code query} says what is asked, {@code scan} computes over memory, {@code
 * control} is the shared file through which {@code coordinator} and {@code worker} processes meet, {@code http} and
 * {@code client} are the way in, {@code cli} the commands; {@code
 * watch}, {@code flight} and {@code log} are for operators. Knows {@code onecopy.data} and nothing else of ours.
 */
package onecopy.service;
