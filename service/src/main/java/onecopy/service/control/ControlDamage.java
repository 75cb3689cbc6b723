package onecopy.service.control;

import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * The error for a control file into which something else has written. It crosses from workers to the coordinator as its
 * sentence, so the sentence is what tells it from damage to a dataset.
 */
public final class ControlDamage {
    private static final String BEGINNING = "the control file is damaged: ";

    private ControlDamage() {}

    /** {@return the error, with {@link Fault#CORRUPT}, to be thrown} */
    static OnecopyException of(String what) {
        return new OnecopyException(Fault.CORRUPT, BEGINNING + what);
    }

    /** {@return whether an error, here or as a worker reported it, is about the control file and no dataset} */
    public static boolean isIn(OnecopyException error) {
        return error.fault() == Fault.CORRUPT && error.getMessage().startsWith(BEGINNING);
    }
}
