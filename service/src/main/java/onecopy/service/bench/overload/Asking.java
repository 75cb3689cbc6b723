package onecopy.service.bench.overload;

import java.nio.charset.StandardCharsets;

/**
 * A request and how a right answer to it ends.
 *
 * @param method of HTTP
 * @param path of HTTP
 * @param body sent with it
 * @param ending of the body of every right answer
 */
record Asking(String method, String path, String body, String ending) {
    /** {@return count and sum under a threshold} */
    static Asking atMost(String dataset, long threshold, String plan, Number count, Number sum) {
        return new Asking("POST", "/v1/query",
                "{\"dataset\":\"" + dataset + "\",\"queries\":[{\"at_most\":" + threshold + "}],\"plan\":\"" + plan
                        + "\"}",
                "\"answers\":[{\"from\":null,\"to\":" + threshold + ",\"count\":" + count + ",\"sum\":" + sum + "}]}");
    }

    /** {@return what the coordinator is about} */
    static Asking status() {
        return new Asking("GET", "/v1/status", "", "}");
    }

    /** {@return its bytes on a kept connection} */
    byte[] bytes(String token) {
        return (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    }
}
