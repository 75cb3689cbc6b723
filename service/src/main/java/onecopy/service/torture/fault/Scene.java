package onecopy.service.torture.fault;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.torture.client.Disturbances;
import onecopy.service.torture.client.Judge;
import onecopy.service.torture.client.Tally;
import onecopy.service.torture.client.Truths;
import onecopy.service.torture.stage.Service;
import onecopy.service.torture.stage.Stage;
import onecopy.service.torture.truth.Numbers;

/**
 * What an injector works on.
 *
 * @param stage files and processes
 * @param service the fleet
 * @param victim the dataset faults are done to
 * @param numbers its first version
 * @param bystander another dataset, to which nothing is done
 * @param truths receives what gets published
 * @param disturbances receives what is being done
 * @param judge of own batches
 * @param tally receives what goes wrong
 * @param loaded whether a load was begun
 * @param slowestRecovery milliseconds, of all restarts: from the signal to the first answer of the next coordinator
 */
public record Scene(Stage stage, Service service, String victim, Numbers numbers, String bystander, Truths truths,
        Disturbances disturbances, Judge judge, Tally tally, AtomicBoolean loaded, AtomicInteger slowestRecovery) {
    private static final Duration PLAIN_TIMEOUT = Duration.ofSeconds(20);

    /** {@return a batch for the workers over the dataset to which nothing is done: it is answered whatever happened} */
    public Batch plainBatch() {
        return new Batch(bystander, List.of(new RangeQuery(Range.atMost(500_000),
                List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.sumOf("divisors")))), PlanKind.SCAN, PLAIN_TIMEOUT);
    }
}
