package onecopy.data.zones;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import onecopy.data.ElementType;

/** Compares a zone map with the values, which arrive in order in pieces that may end anywhere. For one thread. */
public final class ZoneComparison {
    private final ZoneMap map;
    private final ElementType type;
    private final ZoneSummary summary = new ZoneSummary();
    private final BitSet wrong = new BitSet();
    private long seenOfZone;
    private int zone;

    /** Begins with the first value. */
    public ZoneComparison(ZoneMap map, ElementType type) {
        this.map = map;
        this.type = type;
    }

    /** Takes the next values, which lie at the beginning of the segment. */
    public void update(MemorySegment elements, long count) {
        for (long done = 0; done < count;) {
            long part = Math.min(map.count(zone) - seenOfZone, count - done);
            summary.add(elements, done, part, type);
            done += part;
            seenOfZone += part;
            if (seenOfZone == map.count(zone)) {
                endZone();
            }
        }
    }

    private void endZone() {
        wrong.set(zone, !map.matches(zone, summary));
        summary.clear();
        seenOfZone = 0;
        zone++;
    }

    /** {@return the zones seen whole that are not what the map says; a zone whose values did not all arrive is not judged} */
    public BitSet wrong() {
        return (BitSet) wrong.clone();
    }
}
