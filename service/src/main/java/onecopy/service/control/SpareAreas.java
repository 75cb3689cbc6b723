package onecopy.service.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Result areas of one job beyond one per chunk. An area taken from a worker that may still write into it rests until
 * that worker's hazard word has moved on; then it is as good as new. A worker has at most one area taken from it at a
 * time, so as many spares as worker slots always suffice. Not thread-safe.
 */
final class SpareAreas {
    private final int firstArea;
    private final Deque<Integer> ready = new ArrayDeque<>();
    private final List<Taken> resting = new ArrayList<>();
    private int unused;

    /**
     * An area taken from a worker.
     *
     * @param area the area
     * @param worker the worker's slot
     * @param engagement the worker's hazard word when it was taken
     */
    private record Taken(int area, WorkerSlot worker, long engagement) {}

    SpareAreas(int firstArea) {
        this.firstArea = firstArea;
    }

    /** {@return a result area nobody writes into; the same one until it is {@linkplain #exchange taken}} */
    int next() {
        for (Iterator<Taken> all = resting.iterator(); all.hasNext();) {
            Taken taken = all.next();
            if (taken.worker().engagement() != taken.engagement()) {
                ready.add(taken.area());
                all.remove();
            }
        }
        return ready.isEmpty() ? firstArea + unused : ready.element();
    }

    /** Takes the {@linkplain #next next} area in exchange for one that the worker may still write into. */
    void exchange(int area, WorkerSlot worker, long engagement) {
        abandon();
        resting.add(new Taken(area, worker, engagement));
    }

    /** Takes the {@linkplain #next next} area in exchange for one that is never used again. */
    void abandon() {
        if (ready.isEmpty()) {
            unused++;
        } else {
            ready.remove();
        }
    }

    /** {@return how many areas beyond one per chunk were ever handed out} */
    int handedOut() {
        return unused;
    }
}
