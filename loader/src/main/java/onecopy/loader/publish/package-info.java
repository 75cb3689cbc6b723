/**
 * Changes a store, and nobody else does: stages a new version in a folder of its own, publishes it by renames, removes
 * versions nobody holds, and clears away what killed loaders left. Every change is made under the dataset's change lock.
 * Start reading at {@link onecopy.loader.publish.Staging}.
 */
package onecopy.loader.publish;
