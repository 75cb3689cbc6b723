package onecopy.service.http;

import java.net.HttpURLConnection;
import onecopy.service.coordinator.Coordinator;
import onecopy.service.wire.ServiceHealth;

/**
 * {@code GET /v1/health} and {@code GET /v1/ready}, for whoever watches the service. Without the token they tell one word
 * and the HTTP status, which is what health checkers look at and no secret; with it everything.
 */
final class HealthRoute implements Route {
    private final Coordinator coordinator;
    private final boolean readiness;

    private HealthRoute(Coordinator coordinator, boolean readiness) {
        this.coordinator = coordinator;
        this.readiness = readiness;
    }

    /** {@return whether the service lives: always status 200, {@code ok} or {@code degraded}} */
    static HealthRoute health(Coordinator coordinator) {
        return new HealthRoute(coordinator, false);
    }

    /** {@return whether the service can compute a batch: status 200, or 503 with the reason} */
    static HealthRoute readiness(Coordinator coordinator) {
        return new HealthRoute(coordinator, true);
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public Response answer(Request request) {
        ServiceHealth health = coordinator.health();
        boolean details = request.isAuthorized();
        return readiness
                ? Response.of(health.isReady() ? HttpURLConnection.HTTP_OK : HttpURLConnection.HTTP_UNAVAILABLE,
                        out -> health.writeReadiness(out, details))
                : Response.of(HttpURLConnection.HTTP_OK, out -> health.writeHealth(out, details));
    }
}
