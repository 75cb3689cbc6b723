package onecopy.service.torture.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import onecopy.data.fault.Fault;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.torture.client.Disturbances.Disturbance;
import onecopy.service.wire.BatchJson;

/** Clients without manners, none of whom another client may notice; and too many at once, which may be refused. */
final class ClientFaults {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int MAX_RUBBISH_BYTES = 20_000;
    private static final int MIN_CROWD = 100;
    private static final int MAX_CROWD = 400;
    /** One of so many floods is as many times larger. */
    private static final int BIG_FLOOD = 8;
    private static final int MAX_STAY_NS = 200_000_000;

    private final Scene scene;
    private final SplittableRandom random;

    ClientFaults(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
    }

    void strike(FaultKind kind) throws InterruptedException {
        switch (kind) {
            case RUDE_CLIENT -> beRude();
            case FLOOD -> flood();
            default -> throw new IllegalArgumentException(kind.label());
        }
    }

    private void beRude() {
        try (Socket socket = new Socket()) {
            URI address = URI.create(Files.readString(scene.stage().run().endpointFile()).strip());
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_TIMEOUT_MS);
            OutputStream out = socket.getOutputStream();
            byte[] request = request(Files.readString(scene.stage().run().tokenFile()).strip());
            out.write(switch (random.nextInt(4)) {
                case 0 -> rubbish();
                case 1 -> Arrays.copyOf(request, random.nextInt(request.length));
                case 2 -> damaged(request);
                default -> request;
            });
            out.flush();
            LockSupport.parkNanos(random.nextInt(MAX_STAY_NS));
        } catch (IOException _) {
            // the coordinator is away, or has shut the door on such a client: as it may
        }
    }

    private byte[] rubbish() {
        byte[] bytes = new byte[1 + random.nextInt(MAX_RUBBISH_BYTES)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] damaged(byte[] request) {
        request[random.nextInt(request.length)] ^= (byte) (1 << random.nextInt(8));
        return request;
    }

    private byte[] request(String token) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        BatchJson.write(batch(), body);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(("POST /v1/query HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.size() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        body.writeTo(request);
        return request.toByteArray();
    }

    private Batch batch() {
        return new Batch(scene.bystander(), List.of(new RangeQuery(Range.atMost(random.nextInt(1_000_000)),
                List.of(Aggregate.COUNT, Aggregate.SUM))), PlanKind.AUTO, TIMEOUT);
    }

    /** Every error of a server that is there but has no time: such may be asked again later. */
    private static Set<Fault> refusals() {
        return Arrays.stream(Fault.values()).filter(fault -> fault.httpStatus() == 503 || fault.httpStatus() == 429)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fault.class)));
    }

    private void flood() throws InterruptedException {
        int size = random.nextInt(MIN_CROWD, MAX_CROWD) * (random.nextInt(BIG_FLOOD) == 0 ? BIG_FLOOD : 1);
        List<Batch> crowd = random.ints(size, 0, 2).mapToObj(_ -> batch()).toList();
        Disturbance disturbance = scene.disturbances().begin(refusals());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Batch batch : crowd) {
                Future<?> _ = threads.submit(() -> scene.judge().ask(batch));
            }
        }
        disturbance.end();
    }
}
