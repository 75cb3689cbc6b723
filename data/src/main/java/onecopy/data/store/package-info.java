/**
 * The store: datasets, their versions, manifests and pins, as readers see them. Publishing and removing is the
 * loader's; where each file lies and what it means is said here and in {@code FORMAT.md}. Start reading at {@link
 * onecopy.data.store.Store}.
 */
package onecopy.data.store;
