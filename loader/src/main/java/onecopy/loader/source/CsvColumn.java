package onecopy.loader.source;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * Where a column is, and how its fields become values.
 *
 * @param file how errors call the CSV text
 * @param name how errors call the column
 * @param place index of its field in each record, from 0
 * @param firstIsHeader whether the first record holds no value
 */
record CsvColumn(String file, String name, int place, boolean firstIsHeader) {
    private static final int MAX_LISTED = 20;
    private static final int MAX_SHOWN = 40;

    /**
     * {@return the column that the user's word names; {@link CsvSource} says how}
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} listing the columns there are
     */
    static CsvColumn find(String file, String column, CsvRecord first) {
        List<String> fields = first.getFields().stream().map(String::strip).toList();
        String wanted = column.strip();
        int place = parsePlace(wanted) - 1;
        if (place >= 0 && place < fields.size()) {
            return new CsvColumn(file, wanted, place, !isInteger(fields.get(place)));
        }
        int named = fields.indexOf(wanted);
        if (named < 0) {
            throw noSuchColumn(file, wanted, fields);
        }
        int last = fields.lastIndexOf(wanted);
        if (last > named) {
            // By place, a first line of integers is no header.
            String remedy = isInteger(wanted)
                    ? "rename the others"
                    : "choose by place, such as " + (named + 1) + " or " + (last + 1);
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "column '" + wanted + "' is not the only one of " + file + " with this name: " + remedy);
        }
        return new CsvColumn(file, "'" + wanted + "'", named, true);
    }

    private static OnecopyException noSuchColumn(String file, String wanted, List<String> fields) {
        String listed = String.join(", ", fields.subList(0, Math.min(fields.size(), MAX_LISTED)));
        String more = fields.size() > MAX_LISTED ? ", ..." : "";
        return new OnecopyException(Fault.INVALID_ARGUMENT, "no column '" + wanted + "' in " + file
                + ": its first line has " + listed + more
                + "; name one of them, or its place from 1 to " + fields.size());
    }

    /**
     * {@return the value of the column in a record}
     *
     * @param limit the type it must fit into
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} naming the line and what was found
     */
    long valueOf(CsvRecord record, ElementType limit) {
        if (place >= record.getFieldCount()) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, where(record) + " is missing: the line has "
                    + record.getFieldCount() + " fields");
        }
        String field = record.getField(place).strip();
        if (!isInteger(field)) {
            String found = field.isEmpty() ? "empty" : "'" + shown(field) + "'";
            throw new OnecopyException(Fault.INVALID_ARGUMENT, where(record) + " is " + found + ", not an integer");
        }
        try {
            long value = Long.parseLong(field);
            if (limit == ElementType.INT64 || value == (int) value) {
                return value;
            }
        } catch (NumberFormatException _) {
            throw Misfit.of(where(record), shown(field), limit);
        }
        throw Misfit.of(where(record), field, limit);
    }

    private String where(CsvRecord record) {
        return "column " + name + " in line " + record.getStartingLineNumber() + " of " + file;
    }

    private static String shown(String field) {
        String start = field.length() > MAX_SHOWN ? field.substring(0, MAX_SHOWN) + "..." : field;
        return start.replaceAll("\\p{Cntrl}", "?");
    }

    private static int parsePlace(String column) {
        try {
            return Integer.parseInt(column);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static boolean isInteger(String field) {
        int digitsStart = !field.isEmpty() && (field.charAt(0) == '-' || field.charAt(0) == '+') ? 1 : 0;
        for (int i = digitsStart; i < field.length(); i++) {
            if (field.charAt(i) < '0' || field.charAt(i) > '9') {
                return false;
            }
        }
        return field.length() > digitsStart;
    }
}
