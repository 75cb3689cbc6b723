package onecopy.service.prove;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import onecopy.data.command.Units;
import onecopy.service.control.LastBatch;
import onecopy.service.proc.FileShare;

/**
 * What was measured, and whether it shows that memory holds the dataset once.
 *
 * @param dataset the dataset's name
 * @param version its version
 * @param file the file that was looked for in every process
 * @param fileBytes its length
 * @param residentBytes how much of it the kernel keeps in memory
 * @param rows every process of the fleet, then the foreign ones that map the file
 * @param lastBatch what the fleet's last batch moved, empty before the first
 */
public record Proof(String dataset, long version, String file, long fileBytes, long residentBytes, List<ProofRow> rows,
        Optional<LastBatch> lastBatch) {
    /** A worker's own memory may not exceed this, whatever the size of the data. */
    public static final long OWN_BYTES_LIMIT = 40L << 20;

    /** Thresholds, answers and partial sums cross between processes; one query's share of them stays below this. */
    static final long CROSSED_BYTES_PER_QUERY = 1 << 10;
    static final long CROSSED_BYTES_PER_BATCH = 1 << 20;

    /** Copies the rows. */
    public Proof {
        rows = List.copyOf(rows);
    }

    /** {@return whether every claim holds} */
    public boolean holds() {
        return claims().stream().allMatch(Claim::holds);
    }

    /** {@return the claims, each with the figures it rests on} */
    public List<Claim> claims() {
        return List.of(mappedReadOnly(), noCopies(), countedOnce(), smallWorkers(), littleCrossed());
    }

    private Claim mappedReadOnly() {
        long workers = workers().count();
        long mapping = workers().filter(row -> row.memory().file().isMapped()).count();
        boolean sound = fleet().map(row -> row.memory().file()).allMatch(share -> share.readOnly() && share.shared());
        String text = mapping == 0
                ? "no worker maps the file: ask a query with --plan scan first"
                : mapping + " of " + workers + (workers == 1 ? " worker maps" : " workers map")
                        + (sound
                                ? " the file, all read-only and shared"
                                : " the file, but not all read-only and shared");
        return new Claim("mapped_read_only_and_shared", mapping > 0 && sound, text);
    }

    private Claim noCopies() {
        long copied = sumOverFleet(FileShare::anonymousBytes);
        return new Claim("no_private_copies", copied == 0, copied == 0
                ? "no process has a changed or private copy of any page of it"
                : Units.binarySize(copied) + " of it are private copies");
    }

    private Claim countedOnce() {
        long pss = fleetPssBytes();
        return new Claim("counted_once", pss <= residentBytes,
                "the shares of all processes add up to " + Units.binarySize(pss) + "; the file is "
                        + Units.binarySize(fileBytes)
                        + ", of which memory holds " + Units.binarySize(residentBytes));
    }

    private Claim smallWorkers() {
        long largest = workers().mapToLong(row -> row.memory().ownBytes()).max().orElse(0);
        return new Claim("small_workers", largest <= OWN_BYTES_LIMIT,
                "the largest worker has " + Units.binarySize(largest)
                        + " of its own, at most " + Units.binarySize(OWN_BYTES_LIMIT) + " are allowed");
    }

    private Claim littleCrossed() {
        if (lastBatch.isEmpty()) {
            return new Claim("little_crossed", false, "no batch was answered yet: ask a query first");
        }
        LastBatch batch = lastBatch.get();
        long limit = Math.max(CROSSED_BYTES_PER_BATCH + CROSSED_BYTES_PER_QUERY * batch.queries(),
                batch.scannedBytes() / 100);
        return new Claim("little_crossed", crossedBytes() <= limit,
                "for the last batch " + Units.binarySize(crossedBytes())
                        + " crossed between processes while " + Units.binarySize(batch.scannedBytes())
                        + " were scanned in place");
    }

    /** {@return bytes that crossed between processes for the last batch: control file and socket} */
    public long crossedBytes() {
        return lastBatch.map(batch -> batch.controlBytes() + batch.socketBytesIn() + batch.socketBytesOut()).orElse(0L);
    }

    /** {@return the file's pages in the fleet, each counted once however many processes map it} */
    public long fleetPssBytes() {
        return sumOverFleet(FileShare::pssBytes);
    }

    /** {@return the file's pages in the fleet as {@code top} counts them: once per process} */
    public long fleetRssBytes() {
        return sumOverFleet(FileShare::rssBytes);
    }

    private long sumOverFleet(ToLongFunction<FileShare> figure) {
        return fleet().map(row -> row.memory().file()).mapToLong(figure).sum();
    }

    private Stream<ProofRow> fleet() {
        return rows.stream().filter(ProofRow::isOfFleet);
    }

    private Stream<ProofRow> workers() {
        return rows.stream().filter(row -> row.role() == ProofRow.Role.WORKER);
    }

    /** {@return one sentence of plain English that says what the figures mean} */
    public String sentence() {
        if (!holds()) {
            return "Not proven: "
                    + claims().stream().filter(claim -> !claim.holds()).map(Claim::text).toList().getFirst()
                    + ".";
        }
        return "Memory holds the numbers once: top would add up " + Units.binarySize(fleetRssBytes())
                + ", counting the shared pages again for every process; counted once they are "
                + Units.binarySize(fleetPssBytes()) + ".";
    }
}
