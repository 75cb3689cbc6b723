package onecopy.service.control;

/** What could be wrong with the ledger's code, played by its memory: the search must find each of them. */
enum MemoryDefect {
    /** The memory is as it should be. */
    NONE,
    /** A worker sets DONE without comparing the word: whoever is late overwrites the chunk's new owner. */
    DONE_IS_NOT_COMPARED,
    /** The coordinator does not see that a worker is engaged: a job slot is reused under it. */
    ENGAGEMENT_IS_OVERLOOKED,
    /** A worker does not look at the job word again after engaging. */
    NO_SECOND_LOOK,
    /** The worker's engagement stands in its store buffer while it looks again: the full fence is missing. */
    ENGAGEMENT_IS_LATE,
    /** A chunk taken from a silent worker keeps its result area. */
    AREA_STAYS_WITH_THE_CHUNK,
    /** An area taken from a silent worker is handed out before that worker has moved on. */
    AREA_DOES_NOT_REST,
    /** A worker that gives a chunk back wakes nobody. */
    FREED_CHUNK_IS_NOT_ANNOUNCED,
    /** The failure owner stays with a worker that died before it could report. */
    FAILURE_STAYS_WITH_THE_DEAD
}
