/**
 * How the files are opened with which writers of a store keep each other apart. Who locks which of them, and for how long, is
 * said where they are locked: {@code ChangeLock} and {@code LoaderPresence} in {@code publish}, {@code IndexLock} in {@code
 * index}.
 */
package onecopy.loader.lock;
