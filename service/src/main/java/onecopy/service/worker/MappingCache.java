package onecopy.service.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import onecopy.data.ElementType;
import onecopy.data.mapped.MappedValues;

/**
 * The datasets this worker has mapped. Mapping anew would cost a page fault per page, so a mapping stays for the next
 * job; one whose file was removed or replaced goes as soon as no job uses it, so that its disk space is free, and an
 * idle one goes after a while. Used by the compute thread.
 */
final class MappingCache implements AutoCloseable {
    private final List<MappedValues> mappings = new ArrayList<>();

    /**
     * {@return the values of a file, mapped now or before}
     *
     * @throws onecopy.data.fault.OnecopyException as {@link MappedValues#open}
     */
    MappedValues map(Path file, ElementType type, long dataOffset, long elements) {
        for (MappedValues known : mappings) {
            if (known.file().equals(file) && known.type() == type && known.count() == elements && known.isCurrent()) {
                return known;
            }
        }
        MappedValues fresh = MappedValues.open(file, type, dataOffset, elements);
        mappings.add(fresh);
        return fresh;
    }

    /** Unmaps what no job uses and whose file is gone. */
    void dropStale(Set<MappedValues> inUse) {
        drop(values -> !inUse.contains(values) && !values.isCurrent());
    }

    /** Unmaps what no job uses. */
    void dropIdle(Set<MappedValues> inUse) {
        drop(values -> !inUse.contains(values));
    }

    int size() {
        return mappings.size();
    }

    /** Unmaps everything; the cache may be used again. */
    @Override
    public void close() {
        drop(_ -> true);
    }

    private void drop(Predicate<MappedValues> which) {
        for (Iterator<MappedValues> all = mappings.iterator(); all.hasNext();) {
            MappedValues values = all.next();
            if (which.test(values)) {
                all.remove();
                values.close();
            }
        }
    }
}
