package onecopy.service.http;

import onecopy.service.coordinator.Coordinator;

/**
 * {@code POST /v1/stop}: ends the service. The response is the last status, so that the caller knows whose end to wait
 * for.
 */
final class StopRoute implements Route {
    private final Coordinator coordinator;
    private final Runnable stop;

    StopRoute(Coordinator coordinator, Runnable stop) {
        this.coordinator = coordinator;
        this.stop = stop;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public Response answer(Request request) {
        return Response.of(200, coordinator.status()::write).then(stop);
    }
}
