package onecopy.service.coordinator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;

/** Asks a service how it is, as a health checker with the token does. */
final class HealthCall {
    private HealthCall() {}

    /** {@return what {@code /v1/health} or {@code /v1/ready} says} */
    static HttpResponse<String> to(TestFleet fleet, String what) throws IOException, InterruptedException {
        URI address = URI.create(Files.readString(fleet.run().endpointFile()).strip() + "/v1/" + what);
        String token = Files.readString(fleet.run().tokenFile()).strip();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token).build(),
                    BodyHandlers.ofString());
        }
    }
}
