/** JMH benchmarks of the kernels, in the kernels' own package because nobody else may see those. */
package onecopy.service.scan;
