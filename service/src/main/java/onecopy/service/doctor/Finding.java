package onecopy.service.doctor;

/**
 * One thing that was looked at.
 *
 * @param level how bad it is
 * @param topic what was looked at, in a word or two
 * @param text what was found
 * @param remedy what to do; empty where nothing need be done
 */
public record Finding(Level level, String topic, String text, String remedy) {
    /** How bad a finding is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** It works, but slower or riskier than it could. */
        WARNING,
        /** Something does not work. */
        ERROR
    }

    static Finding ok(String topic, String text) {
        return new Finding(Level.OK, topic, text, "");
    }

    static Finding warning(String topic, String text, String remedy) {
        return new Finding(Level.WARNING, topic, text, remedy);
    }

    static Finding error(String topic, String text, String remedy) {
        return new Finding(Level.ERROR, topic, text, remedy);
    }
}
