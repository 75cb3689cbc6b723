package onecopy.service.http;

/** What one path answers. */
interface Route {
    /** {@return the method it takes, {@code GET} or {@code POST}} */
    String method();

    /** {@return whether it answers requests without a token too, though not as much} */
    default boolean isOpen() {
        return false;
    }

    /**
     * {@return the response, with status 200 unless the path says otherwise}
     *
     * @throws onecopy.data.fault.OnecopyException for everything that deserves another status
     */
    Response answer(Request request);
}
