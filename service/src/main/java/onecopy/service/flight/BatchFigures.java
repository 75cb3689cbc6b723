package onecopy.service.flight;

/**
 * What a recording keeps of a batch.
 *
 * @param batch its id
 * @param dataset the dataset's name as it was asked for
 * @param version the dataset's version, 0 where it was not found out
 * @param plan how it was answered; empty where it was never planned
 * @param estimateNs how long the planner expected it to take, 0 if unknown
 * @param queries how many queries it has
 * @param scannedElements elements read
 * @param workers workers that took part
 * @param outcome {@code ok} or the code of a fault
 */
public record BatchFigures(String batch, String dataset, long version, String plan, long estimateNs, int queries,
        long scannedElements, int workers, String outcome) {}
