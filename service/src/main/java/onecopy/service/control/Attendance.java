package onecopy.service.control;

/**
 * Which workers can be counted on.
 *
 * @param attached workers that have joined and are not dead
 * @param silent how many of them have not been heard of for longer than is tolerated
 * @param silentNs for how long all of those have been silent at least; 0 where there is none
 */
public record Attendance(int attached, int silent, long silentNs) {
    /** {@return workers that take chunks now} */
    public int present() {
        return attached - silent;
    }
}
