package onecopy.data.fault;

/** Texts of others as messages quote them: short, whatever their length, so that no message grows with a request. */
public final class Excerpt {
    private static final int QUOTED_LENGTH = 60;

    private Excerpt() {}

    /** {@return a text of at most 60 characters as it is; of a longer one its beginning and its length} */
    public static String of(String text) {
        return of(text, QUOTED_LENGTH);
    }

    /** {@return a text of at most so many characters as it is; of a longer one its beginning and its length} */
    public static String of(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        // Half of a pair of surrogates has no UTF-8.
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "... (" + text.length() + " characters)";
    }
}
