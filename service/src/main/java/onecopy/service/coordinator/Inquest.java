package onecopy.service.coordinator;

import java.util.List;
import java.util.stream.Collectors;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.Divisors;
import onecopy.data.function.ElementFunction;
import onecopy.data.index.IndexedData;
import onecopy.data.index.ValueIndex;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Verification;
import onecopy.service.control.JobHandle.Lethal;
import onecopy.service.scan.ScanSpec;

/** Finds out what workers died of over one pass, and shuts it away. Used by one thread. */
final class Inquest {
    private final VersionGuard.Admission admission;
    private final DatasetVersion dataset;
    private final ScanSpec spec;
    private final PassSource source;

    Inquest(VersionGuard.Admission admission, ScanSpec spec, PassSource source) {
        this.admission = admission;
        this.dataset = admission.dataset();
        this.spec = spec;
        this.source = source;
    }

    /**
     * {@return the error to end the batch with: {@link Fault#CORRUPT} or {@link Fault#IO} where the file shows it, else
     * {@link Fault#FUNCTION_FAILED} where code that is not ours ran, else {@link Fault#UNAVAILABLE}}
     */
    OnecopyException over(Lethal lethal) {
        String deaths = lethal.deaths() + " workers died computing elements of " + dataset.name() + "@"
                + dataset.version() + ", the last one " + lethal.start() + " to " + (lethal.end() - 1);
        try {
            admission.requireUnchanged();
            switch (source.kind()) {
                case VALUES -> requireSound(lethal);
                case INDEX_ENTRIES -> requireSoundIndex(lethal);
            }
        } catch (OnecopyException e) {
            return new OnecopyException(e.fault(), deaths + ": " + e.getMessage(), e);
        }
        List<ElementFunction> foreign = spec.functions().stream()
                .filter(function -> !(function instanceof Divisors)).toList();
        return foreign.isEmpty() ? unexplained(deaths) : blamed(foreign, deaths);
    }

    /** By reads, not through a mapping: what cannot be read is an error here and no death. */
    private void requireSound(Lethal lethal) {
        try {
            Verification found = Verification.ofElements(dataset, lethal.start(), lethal.end());
            if (!found.isSound()) {
                throw ChecksumCheck.damaged(dataset, found);
            }
        } catch (OnecopyException e) {
            throw FileFaults.isUnusable(e) ? admission.guard().shut(dataset, e) : e;
        }
    }

    /** Of an index opened anew, because one that is open does not look at the same piece twice. */
    private void requireSoundIndex(Lethal lethal) {
        try (ValueIndex index = ValueIndex.open(source.path(), IndexedData.of(dataset.manifest()))) {
            index.requireUndamaged(lethal.start(), lethal.end());
        }
    }

    private OnecopyException blamed(List<ElementFunction> functions, String deaths) {
        String names = functions.stream().map(function -> "'" + function.name() + "' version " + function.version())
                .collect(Collectors.joining(" or "));
        String reason = "function " + names + " ends the process that calls it: " + deaths
                + ", whose values are sound";
        for (ElementFunction function : functions) {
            admission.guard().quarantine().shutFunction(function.name(), dataset.name(), dataset.version(), reason);
        }
        return new OnecopyException(Fault.FUNCTION_FAILED, reason);
    }

    private OnecopyException unexplained(String deaths) {
        return admission.guard().shut(dataset, new OnecopyException(Fault.UNAVAILABLE, deaths
                + ", whose values are sound, and no function of yours was called: something else ends workers, the"
                + " coordinator's log says how; ask again later"));
    }
}
