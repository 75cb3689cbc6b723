package onecopy.service.prove;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import onecopy.data.command.TextTable;
import onecopy.data.command.Units;
import onecopy.service.proc.FileShare;

/** A proof for people. */
public final class ProofText {
    private static final String[] HEADER = {"PROCESS", "PID", "MAPPED", "RSS", "PSS", "PRIVATE CLEAN", "PRIVATE DIRTY",
        "OWN MEMORY"};
    private static final double MEBIBYTE = 1 << 20;

    private ProofText() {}

    /** Prints the table, the claims and the sentence. */
    public static void print(Proof proof, PrintWriter out) {
        out.println(proof.dataset() + "@" + proof.version() + ": " + proof.file() + ", "
                + Units.grouped(proof.fileBytes()) + " bytes");
        out.println();
        out.println("The file in each process, in MiB, as the kernel counts it; own memory is everything else that is"
                + " private:");
        out.println();
        new TextTable(rows(proof), "lrlrrrrr").print(out);
        out.println();
        for (Claim claim : proof.claims()) {
            out.println((claim.holds() ? "  yes  " : "  NO   ") + claim.text());
        }
        out.println();
        out.println(proof.sentence());
    }

    private static List<String[]> rows(Proof proof) {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEADER);
        long clean = 0;
        long dirty = 0;
        for (ProofRow row : proof.rows()) {
            FileShare file = row.memory().file();
            rows.add(new String[]{row.isOfFleet() ? row.name() : row.name() + " (not ours)",
                Long.toString(row.memory().pid()), mapped(file), mebibytes(file.rssBytes()), mebibytes(file.pssBytes()),
                mebibytes(file.privateCleanBytes()), mebibytes(file.privateDirtyBytes()),
                mebibytes(row.memory().ownBytes())});
            clean += row.isOfFleet() ? file.privateCleanBytes() : 0;
            dirty += row.isOfFleet() ? file.privateDirtyBytes() : 0;
        }
        rows.add(new String[]{"fleet, added up", "", "", mebibytes(proof.fleetRssBytes()),
            mebibytes(proof.fleetPssBytes()), mebibytes(clean), mebibytes(dirty), ""});
        rows.add(new String[]{"file", "", "", "", mebibytes(proof.fileBytes()), "", "", ""});
        return rows;
    }

    private static String mapped(FileShare file) {
        if (!file.isMapped()) {
            return "no";
        }
        return (file.readOnly() ? "read-only" : "WRITABLE") + ", " + (file.shared() ? "shared" : "PRIVATE");
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f", bytes / MEBIBYTE);
    }
}
