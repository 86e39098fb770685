package dev.drlab.contract.failure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says why a file or a directory cannot be used; the JDK's message is often no more than its name. */
public final class FileFailure {
    private FileFailure() {}

    /** The file and the cause, in one line. */
    public static String cause(IOException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        boolean nameOnly = e instanceof FileSystemException failure && failure.getReason() == null;
        return nameOnly ? message + ": " + reason(e) : message;
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "is there, but is no directory";
        }
        return e.getClass().getSimpleName();
    }
}
