/**
 * The commands {@code load}, {@code list}, {@code describe}, {@code verify} and {@code drop}. Each only reads options,
 * calls the store or the loader and prints. Start reading at {@link onecopy.loader.cli.LoaderMain}.
 */
package onecopy.loader.cli;
