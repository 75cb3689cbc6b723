package onecopy.service.log;

/** What the lines of the log look like. */
public enum LogFormat {
    /** Time, level, {@code key=value} and a sentence. */
    TEXT,
    /** One object a line. */
    JSON;

    private static final String PROVIDER = "slf4j.provider";

    /** Makes this the format of the process's log. Comes before the first line, with which it is settled. */
    public void choose() {
        if (this == JSON) {
            System.setProperty(PROVIDER, JsonLogProvider.class.getName());
        }
    }

    /** {@return the format that was chosen} */
    public static LogFormat chosen() {
        return JsonLogProvider.class.getName().equals(System.getProperty(PROVIDER)) ? JSON : TEXT;
    }
}
