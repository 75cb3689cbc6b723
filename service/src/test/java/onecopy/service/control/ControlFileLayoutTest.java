package onecopy.service.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Pins the layout: descriptor classes and {@code CONTROL.md} name the same fields at the same offsets. */
class ControlFileLayoutTest {
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\| (i4|i8|text|) ?\\| ([a-z ]+?) \\|.*\\|$");

    private static final List<String> FIELDS = List.of( //
            field(ControlFileDescriptor.MAGIC_OFFSET, "magic"), //
            field(ControlFileDescriptor.VERSION_OFFSET, "version"), //
            field(ControlFileDescriptor.HEADER_LENGTH_OFFSET, "header length"), //
            field(ControlFileDescriptor.FILE_LENGTH_OFFSET, "file length"), //
            field(ControlFileDescriptor.FLEET_ID_OFFSET, "fleet id"), //
            field(ControlFileDescriptor.COORDINATOR_PID_OFFSET, "coordinator pid"), //
            field(ControlFileDescriptor.COORDINATOR_START_OFFSET, "coordinator start"), //
            field(ControlFileDescriptor.CREATED_AT_OFFSET, "created at"), //
            field(ControlFileDescriptor.WORKER_SLOT_COUNT_OFFSET, "worker slots"), //
            field(ControlFileDescriptor.JOB_SLOT_COUNT_OFFSET, "job slots"), //
            field(ControlFileDescriptor.WORKER_SLOT_LENGTH_OFFSET, "worker slot length"), //
            field(ControlFileDescriptor.JOB_SLOT_LENGTH_OFFSET, "job slot length"), //
            field(ControlFileDescriptor.FLEET_STATE_OFFSET, "fleet state"), //
            field(ControlFileDescriptor.WORKER_BELL_OFFSET, "worker bell"), //
            field(ControlFileDescriptor.COORDINATOR_BELL_OFFSET, "coordinator bell"), //
            field(ControlFileDescriptor.LAST_BATCH_OFFSET, "last batch"), //
            field(ControlFileDescriptor.WORKER_SLOTS_OFFSET, "worker slots"), //
            field(ControlFileDescriptor.JOB_SLOTS_OFFSET, "job slots"), //
            field(WorkerSlotDescriptor.STATE_OFFSET, "worker state"), //
            field(WorkerSlotDescriptor.SUPERVISED_OFFSET, "supervised"), //
            field(WorkerSlotDescriptor.PID_OFFSET, "worker pid"), //
            field(WorkerSlotDescriptor.PROCESS_START_OFFSET, "process start"), //
            field(WorkerSlotDescriptor.ENGAGEMENT_OFFSET, "engagement"), //
            field(WorkerSlotDescriptor.HEARTBEATS_OFFSET, "heartbeats"), //
            field(WorkerSlotDescriptor.CHUNKS_OFFSET, "chunks"), //
            field(WorkerSlotDescriptor.ELEMENTS_OFFSET, "elements"), //
            field(WorkerSlotDescriptor.BYTES_OFFSET, "bytes"), //
            field(WorkerSlotDescriptor.BATCHES_OFFSET, "batches"), //
            field(WorkerSlotDescriptor.BUSY_NS_OFFSET, "busy ns"), //
            field(WorkerSlotDescriptor.RESULT_BYTES_OFFSET, "result bytes"), //
            field(WorkerSlotDescriptor.CHUNK_PROGRESS_OFFSET, "chunk progress"), //
            field(JobSlotDescriptor.WORD_OFFSET, "job word"), //
            field(JobSlotDescriptor.CURSOR_OFFSET, "claim cursor"), //
            field(JobSlotDescriptor.FAILURE_OWNER_OFFSET, "failure owner"), //
            field(JobSlotDescriptor.CHUNK_COUNT_OFFSET, "chunk count"), //
            field(JobSlotDescriptor.PARTIAL_WORDS_OFFSET, "partial words"), //
            field(JobSlotDescriptor.SPEC_LENGTH_OFFSET, "specification length"), //
            field(JobSlotDescriptor.CHECKSUM_OFFSET, "checksum"), //
            field(JobSlotDescriptor.BATCH_ID_OFFSET, "batch id"), //
            field(JobSlotDescriptor.FAILURE_TEXT_OFFSET, "failure text"), //
            field(JobSlotDescriptor.ARENA_OFFSET, "arena"), //
            field(LastBatchDescriptor.SEQUENCE_OFFSET, "batch sequence"), //
            field(LastBatchDescriptor.BATCHES_OFFSET, "batches answered"), //
            field(LastBatchDescriptor.VERSION_OFFSET, "batch version"), //
            field(LastBatchDescriptor.QUERIES_OFFSET, "queries"), //
            field(LastBatchDescriptor.WORKERS_OFFSET, "workers involved"), //
            field(LastBatchDescriptor.CHUNKS_OFFSET, "chunks computed"), //
            field(LastBatchDescriptor.SCANNED_BYTES_OFFSET, "scanned bytes"), //
            field(LastBatchDescriptor.CONTROL_BYTES_OFFSET, "control bytes"), //
            field(LastBatchDescriptor.SOCKET_IN_OFFSET, "socket bytes in"), //
            field(LastBatchDescriptor.SOCKET_OUT_OFFSET, "socket bytes out"), //
            field(LastBatchDescriptor.ELAPSED_NS_OFFSET, "elapsed ns"), //
            field(LastBatchDescriptor.FINISHED_AT_OFFSET, "finished at"), //
            field(LastBatchDescriptor.PLAN_OFFSET, "plan"), //
            field(LastBatchDescriptor.DATASET_OFFSET, "dataset"));

    @Test
    void shouldMatchTheSpecificationFieldByField() throws IOException {
        List<String> specified = new ArrayList<>();
        for (String line : specification()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                specified.add(row.group(1) + " " + row.group(3));
            }
        }
        assertThat(FIELDS).containsExactlyElementsOf(specified);
    }

    @Test
    void shouldMatchTheSpecifiedSizes() throws IOException {
        String text = String.join("\n", specification());

        assertThat(text).contains("| file length | " + ControlFileDescriptor.FILE_LENGTH + " |")
                .contains("| worker slots | " + ControlFileDescriptor.WORKER_SLOTS + " |")
                .contains("| job slots | " + ControlFileDescriptor.JOB_SLOTS + " |")
                .contains("| worker slot length | " + WorkerSlotDescriptor.LENGTH + " |")
                .contains("| job slot length | " + JobSlotDescriptor.LENGTH + " |")
                .contains("at most " + JobSlotDescriptor.FAILURE_TEXT_LENGTH + " bytes")
                .contains("at most " + JobSlotDescriptor.MAX_CHUNKS + " chunks")
                .contains("Version " + ControlFileDescriptor.VERSION + ".");
    }

    @Test
    void shouldKeepWordsOfDifferentWritersOnDifferentLinePairs() {
        int line = ControlFileDescriptor.PAD_LENGTH;
        assertThat(List.of(ControlFileDescriptor.MAGIC_OFFSET / line, ControlFileDescriptor.FLEET_STATE_OFFSET / line,
                ControlFileDescriptor.WORKER_BELL_OFFSET / line, ControlFileDescriptor.COORDINATOR_BELL_OFFSET / line,
                ControlFileDescriptor.LAST_BATCH_OFFSET / line)).doesNotHaveDuplicates();
        assertThat(List.of(WorkerSlotDescriptor.STATE_OFFSET / line, WorkerSlotDescriptor.ENGAGEMENT_OFFSET / line,
                WorkerSlotDescriptor.HEARTBEATS_OFFSET / line, WorkerSlotDescriptor.CHUNKS_OFFSET / line))
                .doesNotHaveDuplicates();
        assertThat(List.of(JobSlotDescriptor.WORD_OFFSET / line, JobSlotDescriptor.CURSOR_OFFSET / line,
                JobSlotDescriptor.FAILURE_OWNER_OFFSET / line, JobSlotDescriptor.CHUNK_COUNT_OFFSET / line))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldStayWithinWhatOneBufferCanAddress() {
        long end = ControlFileDescriptor.JOB_SLOTS_OFFSET
                + (long) ControlFileDescriptor.JOB_SLOTS * JobSlotDescriptor.LENGTH;
        assertThat(end).isEqualTo(ControlFileDescriptor.FILE_LENGTH);
        assertThat(LastBatchDescriptor.LENGTH)
                .isLessThanOrEqualTo(ControlFileDescriptor.HEADER_LENGTH - ControlFileDescriptor.LAST_BATCH_OFFSET);
        assertThat(ControlFileDescriptor.JOB_SLOTS_OFFSET % ControlFileDescriptor.PAGE_LENGTH).isZero();
    }

    private static String field(int offset, String name) {
        return offset + " " + name;
    }

    private static List<String> specification() throws IOException {
        Path home = Path.of(System.getProperty("onecopy.home", ".."));
        return Files.readAllLines(home.resolve("service/CONTROL.md"));
    }
}
