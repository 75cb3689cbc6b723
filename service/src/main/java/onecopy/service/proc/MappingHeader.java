package onecopy.service.proc;

/**
 * The first line of a mapping in {@code /proc/PID/maps} and {@code smaps}: {@code
 * 7f1000-7f2000 r--s 00000000 fe:00 1234   /a path}.
 *
 * @param permissions four letters: {@code r}, {@code w}, {@code x} or {@code -}, then {@code s}hared or {@code p}rivate
 * @param device {@code major:minor}, hexadecimal
 * @param inode 0 where no file is mapped
 * @param path empty where there is none
 */
record MappingHeader(String permissions, String device, long inode, String path) {
    private static final int FIELDS = 6;

    /** {@return whether a line begins a mapping, rather than telling one of its figures} */
    static boolean isHeader(String line) {
        int colon = line.indexOf(':');
        int dash = line.indexOf('-');
        return dash > 0 && (colon < 0 || dash < colon) && Character.digit(line.charAt(0), 16) >= 0;
    }

    static MappingHeader parse(String line) {
        String[] fields = line.split(" +", FIELDS);
        return new MappingHeader(fields[1], fields[3], Long.parseLong(fields[4]),
                fields.length == FIELDS ? fields[FIELDS - 1] : "");
    }

    boolean isReadOnly() {
        return permissions.charAt(1) != 'w';
    }

    boolean isShared() {
        return permissions.charAt(3) == 's';
    }
}
