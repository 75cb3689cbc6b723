package onecopy.service.admission;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import onecopy.data.command.Units;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.coordinator.Cancellation;

/**
 * Lets so many batches run and so many wait, and turns the others away at once. Batches start in the order they came, but one
 * that is too heavy for the memory that is left lets lighter ones pass, and only those. Waiting parks the thread, which
 * is meant to be a virtual one. Thread-safe.
 */
public final class Gate {
    private static final long SHORTEST_HINT_MS = 20;
    private static final long LONGEST_HINT_MS = 10_000;
    /** The mean follows the last eight batches or so. */
    private static final double NEWEST_PART = 0.125;

    private final GateLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private int running;
    private long heavyRunning;
    private double meanRunNs;

    /** A gate that nobody has passed. */
    public Gate(GateLimits limits) {
        this.limits = limits;
    }

    /**
     * {@return the right to run, to be closed at the end of the run; empty where the time was over first}
     *
     * @param weight of the batch
     * @param waitNs how long to wait at most
     * @param cancellation ends the waiting
     * @throws OnecopyException with {@link Fault#BUSY} where there is no room to wait, {@link Fault#CANCELLED} upon the
     *     cancellation
     */
    public Optional<Turn> enter(long weight, long waitNs, Cancellation cancellation) {
        Turn turn = new Turn(Math.min(weight, BatchWeight.HEAVY_TOGETHER));
        lock.lock();
        try {
            waiting.add(turn);
            letIn();
            if (turn.state == State.RUNNING) {
                return Optional.of(turn);
            }
            if (waiting.size() > limits.maxWaiting()) {
                waiting.remove(turn);
                throw busy();
            }
        } finally {
            lock.unlock();
        }
        return turn.await(waitNs, cancellation) ? Optional.of(turn) : Optional.empty();
    }

    /**
     * Goes on where a batch could at least wait.
     *
     * @throws OnecopyException with {@link Fault#BUSY}
     */
    public void requireRoom() {
        lock.lock();
        try {
            if (running >= limits.maxRunning() && waiting.size() >= limits.maxWaiting()) {
                throw busy();
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return the refusal of a batch, to be thrown} */
    public OnecopyException busy() {
        lock.lock();
        try {
            return busy(running < limits.maxRunning());
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private OnecopyException busy(boolean forMemory) {
        long hintMs = Math.clamp(
                (long) (meanRunNs * (waiting.size() + 1) / limits.maxRunning() / TimeUnit.MILLISECONDS.toNanos(1)),
                SHORTEST_HINT_MS, LONGEST_HINT_MS);
        String why = forMemory
                ? "large batches take all the memory that there is for them"
                : Units.grouped(running) + " batches run and " + Units.grouped(waiting.size()) + " wait";
        return new OnecopyException(Fault.BUSY,
                "the coordinator is busy: " + why + "; try again in " + hintMs + " ms", hintMs);
    }

    /** {@return batches waiting now} */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void letIn() {
        boolean heavyOnesWait = false;
        for (Iterator<Turn> all = waiting.iterator(); all.hasNext() && running < limits.maxRunning();) {
            Turn next = all.next();
            if (next.isHeavy() && (heavyOnesWait || !hasMemoryFor(next.weight))) {
                heavyOnesWait = true;
                continue;
            }
            all.remove();
            running++;
            heavyRunning += next.isHeavy() ? next.weight : 0;
            next.start();
        }
    }

    private boolean hasMemoryFor(long weight) {
        return heavyRunning + weight <= BatchWeight.HEAVY_TOGETHER;
    }

    private enum State {
        WAITING, RUNNING, OVER
    }

    /** A batch's place, first in the queue and then among those that run. For one thread. */
    public final class Turn implements AutoCloseable {
        private final Condition changed = lock.newCondition();
        private long weight;
        private State state = State.WAITING;
        private boolean cancelled;
        private long startNs;

        private Turn(long weight) {
            this.weight = weight;
        }

        private boolean isHeavy() {
            return weight > BatchWeight.LIGHT;
        }

        private void start() {
            state = State.RUNNING;
            startNs = System.nanoTime();
            changed.signal();
        }

        private boolean await(long waitNs, Cancellation cancellation) {
            boolean running = false;
            cancellation.onRequest(this::cancel);
            try {
                running = awaitStart(waitNs);
                cancellation.check();
                return running;
            } catch (RuntimeException e) {
                close();
                throw e;
            } finally {
                cancellation.onRequest(null);
            }
        }

        private boolean awaitStart(long waitNs) {
            lock.lock();
            try {
                long leftNs = waitNs;
                while (state == State.WAITING && !cancelled && leftNs > 0) {
                    leftNs = changed.awaitNanos(leftNs);
                }
                if (state == State.WAITING) {
                    waiting.remove(this);
                    state = State.OVER;
                }
                return state == State.RUNNING;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new OnecopyException(Fault.CANCELLED, "the batch was cancelled: its coordinator is stopping", e);
            } finally {
                lock.unlock();
            }
        }

        private void cancel() {
            lock.lock();
            try {
                cancelled = true;
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        /**
         * Says what the batch really weighs.
         *
         * @throws OnecopyException with {@link Fault#BUSY} where it is heavier than thought and no memory is left for it
         */
        public void weigh(long realWeight) {
            long capped = Math.min(realWeight, BatchWeight.HEAVY_TOGETHER);
            lock.lock();
            try {
                long ownHeavy = isHeavy() ? weight : 0;
                long realHeavy = capped > BatchWeight.LIGHT ? capped : 0;
                if (realHeavy > ownHeavy && !hasMemoryFor(realHeavy - ownHeavy)) {
                    throw busy(true);
                }
                heavyRunning += realHeavy - ownHeavy;
                weight = capped;
                letIn();
            } finally {
                lock.unlock();
            }
        }

        /** Makes room for the next one. Harmless a second time. */
        @Override
        public void close() {
            lock.lock();
            try {
                if (state == State.RUNNING) {
                    running--;
                    heavyRunning -= isHeavy() ? weight : 0;
                    meanRunNs += NEWEST_PART * (System.nanoTime() - startNs - meanRunNs);
                }
                waiting.remove(this);
                state = State.OVER;
                letIn();
            } finally {
                lock.unlock();
            }
        }
    }
}
