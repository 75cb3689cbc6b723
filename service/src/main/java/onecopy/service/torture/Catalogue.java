package onecopy.service.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.torture.stage.Program;
import onecopy.service.torture.stage.Stage;
import onecopy.service.torture.truth.Numbers;
import onecopy.service.torture.truth.Seeds;
import onecopy.service.torture.truth.Shape;

/**
 * The datasets that runs begin with, each loaded once by {@code onecopy load} when the first run wants it; a run takes a
 * copy. Which they are depends on nothing but their number, or a seed would not reproduce. Thread-safe.
 */
final class Catalogue {
    static final String VICTIM = "victim";
    static final String BYSTANDER = "bystander";
    static final int SIZE = 16;

    private static final long SEED = 1;
    private static final long LOAD_S = 60;
    private static final Shape BYSTANDER_SHAPE = new Shape(Shape.Kind.UNIFORM, ElementType.INT32, 4_098, true);

    private final Ground ground;
    private final Numbers bystander = Numbers.draw(BYSTANDER_SHAPE, Seeds.ofActor(SEED, BYSTANDER));
    private Stage base;
    private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();

    Catalogue(Ground ground) {
        this.ground = ground;
    }

    /**
     * A store to begin with.
     *
     * @param stage where it lies
     * @param victim what its one dataset holds
     * @param bystander what its other dataset holds
     */
    record Entry(Stage stage, Numbers victim, Numbers bystander) {}

    Entry get(int number) {
        return entries.computeIfAbsent(number, this::make);
    }

    private Entry make(int number) {
        SplittableRandom random = Seeds.ofActor(SEED, "dataset " + number);
        Numbers victim = Numbers.draw(Shape.draw(random), random);
        Stage stage = ground.newStage();
        stage.copyStoreOf(base());
        load(stage, VICTIM, victim);
        return new Entry(stage, victim, bystander);
    }

    private synchronized Stage base() {
        if (base == null) {
            base = ground.newStage();
            load(base, BYSTANDER, bystander);
        }
        return base;
    }

    private static void load(Stage stage, String name, Numbers numbers) {
        try {
            Path raw = Files.write(stage.folder().resolve(name + ".raw"), numbers.raw());
            List<String> arguments = new ArrayList<>(List.of("load", name, "--raw", raw.toString(), "--type",
                    numbers.shape().type().label()));
            if (!numbers.shape().indexed()) {
                arguments.add("--no-index");
            }
            Program loader = stage.startLoader(arguments, List.of());
            if (!loader.awaitEnd(TimeUnit.SECONDS.toNanos(LOAD_S)) || loader.exitCode() != 0) {
                throw new OnecopyException(Fault.INTERNAL, "cannot load a dataset: " + loader.errors());
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("write " + name + ".raw", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OnecopyException(Fault.CANCELLED, "the torture was interrupted", e);
        }
    }
}
