package onecopy.service.flight;

import java.util.HexFormat;

/** The event of a chunk that is being recorded. */
final class RecordedChunk implements ChunkMark {
    private final ChunkEvent chunk = new ChunkEvent();

    RecordedChunk() {
        chunk.begin();
    }

    @Override
    public void finished(long batchId, long jobId, int worker, long start, long end) {
        chunk.end();
        if (chunk.shouldCommit()) {
            chunk.batch = HexFormat.of().toHexDigits(batchId);
            chunk.job = jobId;
            chunk.worker = worker;
            chunk.startElement = start;
            chunk.elements = end - start;
            chunk.commit();
        }
    }
}
