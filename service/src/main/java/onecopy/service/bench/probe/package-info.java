/**
 * Measurements that need a process of their own: a fresh compiler that has seen only one kind of memory, a heap as
 * large as the data, or a core kept busy. The benchmark asks a probe for one run at a time, so that runs of several
 * probes and of fleets can take turns. Start reading at {@link onecopy.service.bench.probe.Probe}.
 */
package onecopy.service.bench.probe;
