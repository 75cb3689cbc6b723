package onecopy.data.npy;

import java.nio.ByteOrder;
import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;

/** Reads the {@code descr} of a header: an integer type, or else the reason why the file is refused. */
final class NpyDescr {
    private NpyDescr() {}

    /** {@return the integer type} */
    static NpyType parse(String name, Object descr) {
        return switch (descr) {
            case String text -> ofText(name, text);
            case List<?> _ -> throw refused(name, "records of named fields (a structured type)");
            case PythonLiteral.Tuple _ -> throw refused(name, "sub-arrays");
            default -> throw FileFaults.damaged(name, "its element type is not one");
        };
    }

    private static NpyType ofText(String name, String text) {
        int start = !text.isEmpty() && "<>=|".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
        if (text.length() == start) {
            throw FileFaults.damaged(name, "its element type '" + text + "' is not one");
        }
        char kind = text.charAt(start);
        String width = text.substring(start + 1);
        if (kind != 'i' && kind != 'u') {
            throw refused(name, kindName(kind) + " ('" + text + "')");
        }
        return switch (width) {
            case "1", "2", "4", "8" -> new NpyType(Integer.parseInt(width), kind == 'i', order(text.charAt(0)));
            default -> throw refused(name, "integers of another width ('" + text + "')");
        };
    }

    private static ByteOrder order(char mark) {
        return switch (mark) {
            case '<' -> ByteOrder.LITTLE_ENDIAN;
            case '>' -> ByteOrder.BIG_ENDIAN;
            default -> ByteOrder.nativeOrder();
        };
    }

    private static String kindName(char kind) {
        return switch (kind) {
            case 'f' -> "floating-point numbers";
            case 'c' -> "complex numbers";
            case 'b' -> "booleans";
            case 'O' -> "Python objects";
            case 'S', 'a' -> "byte strings";
            case 'U', 'T' -> "strings";
            case 'M' -> "dates";
            case 'm' -> "time differences";
            case 'V' -> "raw bytes";
            default -> "elements of an unknown type";
        };
    }

    private static OnecopyException refused(String name, String kind) {
        return new OnecopyException(Fault.INVALID_ARGUMENT, name + " holds " + kind
                + ": onecopy stores integers of 1, 2, 4 or 8 bytes");
    }
}
