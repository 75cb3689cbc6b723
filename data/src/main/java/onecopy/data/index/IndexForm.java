package onecopy.data.index;

import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** The two forms of an index. A reader's answers are the same with both. */
public enum IndexForm {
    /** Every distinct value once, with running totals for each of them: small where values repeat. */
    DISTINCT("distinct"),
    /** Every value in order, with running totals before each block of {@link IndexLayout#BLOCK_ENTRIES} values. */
    SORTED("sorted");

    private final String label;

    IndexForm(String label) {
        this.label = label;
    }

    /** {@return the name on command lines and in manifests} */
    public String label() {
        return label;
    }

    /**
     * {@return the form with this label}
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} for any other label
     */
    public static IndexForm ofLabel(String label) {
        for (IndexForm form : values()) {
            if (form.label.equals(label)) {
                return form;
            }
        }
        throw new OnecopyException(Fault.INVALID_ARGUMENT,
                "unknown index form '" + Excerpt.of(label) + "': it is distinct or sorted");
    }
}
