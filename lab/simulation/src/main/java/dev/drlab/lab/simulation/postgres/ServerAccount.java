package dev.drlab.lab.simulation.postgres;

import dev.drlab.lab.simulation.LabException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * As whom PostgreSQL runs, which refuses to run as root. An ordinary user runs it directly. Root runs it in a user
 * namespace, where it is nobody but the files stay root's; where namespaces are refused, as in many containers, it runs
 * as the user nobody, to whom the data directory is then given.
 */
public enum ServerAccount {
    /** The lab's own, ordinary user. */
    SELF(List.of()),
    /** Root, seen as nobody from inside a user namespace. */
    USER_NAMESPACE(List.of("unshare", "--user")),
    /** The user nobody, by its number, which is the same everywhere. */
    NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

    private static final int NOBODY_ID = 65_534;

    private final List<String> wrapper;

    ServerAccount(List<String> wrapper) {
        this.wrapper = wrapper;
    }

    /**
     * The account that works on this machine; tries namespaces out when run by root.
     *
     * @throws LabException when the lab is root and neither way works
     */
    public static ServerAccount detect() {
        if (!isRoot()) {
            return SELF;
        }
        for (ServerAccount candidate : List.of(USER_NAMESPACE, NOBODY)) {
            if (candidate.succeeds("sh", "-c", "test \"$(id -u)\" != 0")) {
                return candidate;
            }
        }
        throw new LabException("PostgreSQL does not run as root, and neither 'unshare --user' nor 'setpriv' works here:"
                + " run drlab as an ordinary user, or install util-linux");
    }

    /** The command that runs {@code command} under this account; both have the same pid. */
    public List<String> wrap(List<String> command) {
        List<String> wrapped = new ArrayList<>(wrapper);
        wrapped.addAll(command);
        return wrapped;
    }

    /**
     * Makes the account own {@code directory} and all that is in it.
     *
     * @throws IOException when that is refused
     */
    public void own(Path directory) throws IOException {
        if (this != NOBODY) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                return give(visited);
            }

            @Override
            public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) throws IOException {
                return give(visited);
            }
        });
    }

    /** Whether the account can enter {@code directory}, which exists. */
    boolean canEnter(Path directory) {
        return this != NOBODY || succeeds("test", "-x", directory.toString());
    }

    private static FileVisitResult give(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", NOBODY_ID, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", NOBODY_ID, LinkOption.NOFOLLOW_LINKS);
        return FileVisitResult.CONTINUE;
    }

    private boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(wrap(List.of(command)))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while finding out how to run PostgreSQL", e);
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new LabException("cannot tell which user this is: " + e.getMessage(), e);
        }
    }
}
