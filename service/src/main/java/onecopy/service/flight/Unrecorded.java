package onecopy.service.flight;

import java.util.List;
import java.util.function.Supplier;

/** What is marked while nobody records. */
final class Unrecorded {
    static final BatchMarks BATCH = new Batch();
    static final ChunkMark CHUNK = new Chunk();

    private Unrecorded() {}

    private static final class Batch implements BatchMarks {
        @Override
        public void planning() {}

        @Override
        public void planned(String plan, Supplier<List<String>> reasons) {}

        @Override
        public void finished(Supplier<BatchFigures> figures) {}
    }

    /** Not a lambda: those cost a worker's memory. */
    private static final class Chunk implements ChunkMark {
        @Override
        public void finished(long batchId, long jobId, int worker, long start, long end) {}
    }
}
