package onecopy.service.http;

/** What one path answers. */
interface Route {
    /** {@return the method it takes, {@code GET} or {@code POST}} */
    String method();

    /**
     * {@return the response with status 200}
     *
     * @throws onecopy.data.fault.OnecopyException for everything that deserves another status
     */
    Response answer(Request request);
}
