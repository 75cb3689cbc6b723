/**
 * The way in: HTTP on the loopback interface, for whoever can read the token file. Batches and answers cross here, never
 * the data. Served by the JDK's own {@code jdk.httpserver}: a server of it is up 50 to 110 ms after the first line of
 * {@code main}, against 390 to 1300 ms for Helidon SE 4.5 on the same machine, and {@code serve} has 500 ms in all to be
 * ready. Start reading at {@link onecopy.service.http.QueryServer}.
 */
package onecopy.service.http;
