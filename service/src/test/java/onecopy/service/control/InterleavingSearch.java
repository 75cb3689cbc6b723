package onecopy.service.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.collections.LongHashSet;

/**
 * Goes through every order in which actors can take their steps. Depth first; a path is entered by running a fresh world
 * along it, and left where it reaches a state that was seen before. States are told apart by 64-bit hashes of the whole
 * memory and of everything each actor has read: with a million of them the chance that two fall together is below 1 in
 * 10 million.
 */
final class InterleavingSearch {
    /** What is searched. */
    interface World {
        List<Actor> actors();

        /** {@return a hash of all that decides what can happen from here on} */
        long stateHash();

        /** Throws where this must not be the end: nobody but a fault can act any more. */
        void verifyAtRest();
    }

    /**
     * @param states different states reached
     * @param ends different states in which nobody had anything left to do
     * @param runs how many worlds it took
     */
    record Outcome(long states, long ends, long runs) {}

    /** No bound on preemptions: every interleaving. */
    static final int ALL = Integer.MAX_VALUE;

    /** The way to a state: the choices since the beginning, last one first, and how many of them were preemptions. */
    private record Path(Path before, int choice, int preemptions) {
        List<Integer> choices() {
            List<Integer> choices = new ArrayList<>();
            for (Path at = this; at != null; at = at.before) {
                choices.add(at.choice);
            }
            Collections.reverse(choices);
            return choices;
        }
    }

    private final Supplier<? extends World> worlds;
    private final int maxPreemptions;
    private final LongHashSet seen = new LongHashSet(1 << 16, 0.5f);
    private final Deque<Path> toDo = new ArrayDeque<>();
    private long ends;
    private long runs;

    private InterleavingSearch(Supplier<? extends World> worlds, int maxPreemptions) {
        this.worlds = worlds;
        this.maxPreemptions = maxPreemptions;
    }

    /**
     * {@return what there was}
     *
     * @param maxPreemptions how often an actor that could go on may be left for another one; {@link #ALL} for as often as
     *     it takes to see everything
     * @throws AssertionError with the steps that lead there, where a world reaches a state it must not
     */
    static Outcome exhaust(Supplier<? extends World> worlds, int maxPreemptions) {
        InterleavingSearch search = new InterleavingSearch(worlds, maxPreemptions);
        search.follow(null);
        while (!search.toDo.isEmpty()) {
            search.follow(search.toDo.removeLast());
        }
        return new Outcome(search.seen.size(), search.ends, search.runs);
    }

    private void follow(Path start) {
        World world = worlds.get();
        List<Actor> actors = world.actors();
        runs++;
        Path path = start;
        try {
            for (int choice : start == null ? List.<Integer>of() : start.choices()) {
                actors.get(choice).step();
            }
            while (seen.add(key(world, path))) {
                Path next = branch(world, actors, path);
                if (next == null) {
                    return;
                }
                path = next;
                actors.get(next.choice).step();
            }
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nafter " + describe(actors, path), e);
        }
    }

    /** Under a bound it matters who acted last and what is left of the bound. */
    private long key(World world, Path path) {
        long last = path == null || maxPreemptions == ALL
                ? 0
                : ((long) path.choice + 1) << Short.SIZE | path.preemptions;
        return world.stateHash() ^ last * 0x9E3779B97F4A7C15L;
    }

    /** {@return the step to take at once, null if there is none; the others are left for later} */
    private Path branch(World world, List<Actor> actors, Path path) {
        int last = path == null ? -1 : path.choice;
        int used = path == null ? 0 : path.preemptions;
        boolean canGoOn = last >= 0 && actors.get(last).isEnabled();
        Path next = canGoOn ? new Path(path, last, used) : null;
        boolean resting = !canGoOn || actors.get(last).isOptional();
        for (int i = 0; i < actors.size(); i++) {
            if (i != last && actors.get(i).isEnabled()) {
                resting &= actors.get(i).isOptional();
                int preemptions = canGoOn ? used + 1 : used;
                if (preemptions <= maxPreemptions && next != null) {
                    toDo.add(new Path(path, i, preemptions));
                } else if (next == null) {
                    next = new Path(path, i, preemptions);
                }
            }
        }
        if (resting) {
            ends++;
            world.verifyAtRest();
        }
        return next;
    }

    private static String describe(List<Actor> actors, Path path) {
        StringBuilder text = new StringBuilder();
        int count = 0;
        int last = -1;
        List<Integer> choices = path == null ? List.of() : path.choices();
        for (int i = 0; i <= choices.size(); i++) {
            int choice = i < choices.size() ? choices.get(i) : -1;
            if (choice != last && count > 0) {
                text.append(text.isEmpty() ? "" : ", ").append(actors.get(last).name()).append(" x").append(count);
                count = 0;
            }
            last = choice;
            count++;
        }
        return text.toString();
    }
}
