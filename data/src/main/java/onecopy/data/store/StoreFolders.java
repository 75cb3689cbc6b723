package onecopy.data.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import onecopy.data.fault.OnecopyException;

/**
 * What the folders of a store say. A version is published when the current link names it or a higher one; a folder
 * with a higher number was written by a loader that died before it moved the link, and is nobody's to read.
 */
record StoreFolders(StoreLayout layout) {
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Path folder : children(layout.root())) {
            String name = folder.getFileName().toString();
            if (Store.isName(name) && !versions(name).isEmpty()) {
                names.add(name);
            }
        }
        names.sort(null);
        return names;
    }

    List<Long> versions(String name) {
        List<Long> versions = new ArrayList<>();
        // The other way round, a version published in between would hide while its predecessor goes.
        List<Path> folders = children(layout.datasetFolder(name));
        long newest = linkedVersion(name).orElse(0);
        for (Path folder : folders) {
            OptionalLong version = StoreLayout.versionOf(folder.getFileName().toString());
            if (version.isPresent() && version.getAsLong() <= newest) {
                versions.add(version.getAsLong());
            }
        }
        versions.sort(null);
        return versions;
    }

    OptionalLong currentVersion(String name) {
        OptionalLong version = linkedVersion(name);
        while (version.isPresent() && !isFolder(layout.versionFolder(name, version.getAsLong()))) {
            OptionalLong gone = version;
            version = linkedVersion(name);
            if (version.equals(gone)) {
                return OptionalLong.empty();
            }
        }
        return version;
    }

    /** {@return temporary files and unpublished versions in a dataset's folder} */
    List<Path> litter(String name) {
        List<Path> litter = new ArrayList<>();
        long newest = newestPublished(name);
        for (Path child : children(layout.datasetFolder(name))) {
            OptionalLong version = StoreLayout.versionOf(child.getFileName().toString());
            if (StoreLayout.isTemporary(child) || version.orElse(0) > newest) {
                litter.add(child);
            }
        }
        litter.sort(null);
        return litter;
    }

    /** A drop that was killed has removed the link first. One that is there but names no version is damage, and decides nothing. */
    private long newestPublished(String name) {
        OptionalLong linked = linkedVersion(name);
        boolean damaged = linked.isEmpty() && Files.exists(layout.currentLink(name), LinkOption.NOFOLLOW_LINKS);
        return damaged ? Long.MAX_VALUE : linked.orElse(0);
    }

    static boolean isFolder(Path path) {
        return Files.isDirectory(path);
    }

    private OptionalLong linkedVersion(String name) {
        Path link = layout.currentLink(name);
        try {
            return StoreLayout.versionOf(Files.readSymbolicLink(link).toString());
        } catch (NoSuchFileException | NotLinkException _) {
            return OptionalLong.empty();
        } catch (IOException e) {
            return none(link, e);
        }
    }

    /** A plain file where a dataset's folder would be is no dataset. */
    private static OptionalLong none(Path link, IOException failure) {
        if (Files.exists(link.getParent()) && !isFolder(link.getParent())) {
            return OptionalLong.empty();
        }
        throw OnecopyException.ofIo("read " + link, failure);
    }

    private static List<Path> children(Path folder) {
        List<Path> children = new ArrayList<>();
        try {
            // Opening a pipe to find out that it is no folder would wait for somebody who writes into it.
            if (!Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
                return List.of();
            }
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(children::add);
            }
            return children;
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (IOException e) {
            throw OnecopyException.ofIo("list " + folder, e);
        }
    }
}
