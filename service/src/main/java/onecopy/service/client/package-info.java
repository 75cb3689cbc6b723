/**
 * The Java client: finds a coordinator through its run directory and asks it over HTTP. Uses {@link
 * java.net.HttpURLConnection}, because {@code java.net.http} costs a short command 400 to 900 ms of start-up against 60
 * to 100 ms. Start reading at {@link onecopy.service.client.OnecopyClient}.
 */
package onecopy.service.client;
