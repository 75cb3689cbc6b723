/**
 * Functions of one element whose sums a query can ask for: the public interface users implement, the registry that
 * finds implementations, and the ones that come with onecopy. Start reading at {@link
 * onecopy.data.function.ElementFunction}.
 */
package onecopy.data.function;
