package onecopy.service.cli;

import onecopy.service.query.PlanKind;
import picocli.CommandLine.ITypeConverter;

/** Plans by their labels. */
public final class PlanConverter implements ITypeConverter<PlanKind> {
    @Override
    public PlanKind convert(String label) {
        return PlanKind.ofLabel(label);
    }
}
