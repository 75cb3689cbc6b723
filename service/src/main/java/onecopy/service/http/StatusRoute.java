package onecopy.service.http;

import onecopy.service.coordinator.Coordinator;

/** {@code GET /v1/status}: who is there and what runs. */
final class StatusRoute implements Route {
    private final Coordinator coordinator;

    StatusRoute(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public Response answer(Request request) {
        return Response.of(200, coordinator.status()::write);
    }
}
