/**
 * A dataset's values as one read-only mapping, whatever their size. Knows files and element types, not stores. Start
 * reading at {@link onecopy.data.mapped.MappedValues}.
 */
package onecopy.data.mapped;
