package dev.drlab.objects;

import java.util.Collection;

/** Hears what a restore does. Called from several threads, one at a time. */
public interface RestoreListener {
    /** Hears nothing. */
    RestoreListener NONE = new RestoreListener() {};

    /** Of a key cannot be told what it needs; the others go on. */
    default void unreadable(String key, String why) {}

    /** A key that has to be written to was found while planning. */
    default void planned(Step step) {}

    /** A key was written to. */
    default void done(Step step) {}

    /** A key could not be written to; the others go on. */
    default void failed(Step step, String why) {}

    /** Every key was begun, and these are not ended: told again and again until they are. */
    default void waiting(Collection<String> keys) {}
}
