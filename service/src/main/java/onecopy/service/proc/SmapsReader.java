package onecopy.service.proc;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Adds up one process's {@code smaps}: the mappings of one file, and what is private in all others. */
final class SmapsReader {
    private static final long KILOBYTE = 1024;

    private final FileIdentity file;
    private int mappings;
    private boolean readOnly = true;
    private boolean shared = true;
    private long size;
    private long rss;
    private long pss;
    private long privateClean;
    private long privateDirty;
    private long anonymous;
    private long own;

    SmapsReader(FileIdentity file) {
        this.file = file;
    }

    ProcessMemory read(long pid, BufferedReader lines) throws IOException {
        boolean inFile = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (MappingHeader.isHeader(line)) {
                MappingHeader header = MappingHeader.parse(decoded(line));
                inFile = file.isMappedBy(header);
                if (inFile) {
                    mappings++;
                    readOnly &= header.isReadOnly();
                    shared &= header.isShared();
                }
            } else if (inFile) {
                addFigureOfFile(line);
            } else if (line.startsWith("Private_Clean:") || line.startsWith("Private_Dirty:")) {
                own += bytes(line);
            }
        }
        return new ProcessMemory(pid, new FileShare(mappings, readOnly, shared, size, rss, pss, privateClean,
                privateDirty, anonymous), own);
    }

    private void addFigureOfFile(String line) {
        switch (line.substring(0, line.indexOf(':'))) {
            case "Size" -> size += bytes(line);
            case "Rss" -> rss += bytes(line);
            case "Pss" -> pss += bytes(line);
            case "Private_Clean" -> privateClean += bytes(line);
            case "Private_Dirty" -> privateDirty += bytes(line);
            case "Anonymous" -> anonymous += bytes(line);
            default -> {
                // of no interest here
            }
        }
    }

    private static long bytes(String line) {
        int end = line.lastIndexOf(" kB");
        int start = line.lastIndexOf(' ', end - 1) + 1;
        return Long.parseLong(line, start, end, 10) * KILOBYTE;
    }

    private static String decoded(String line) {
        return new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
