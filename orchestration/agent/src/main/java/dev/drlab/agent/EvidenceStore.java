package dev.drlab.agent;

import java.io.Closeable;
import java.io.IOException;

/** Where the agent keeps the list of the commits that only a database that is about to go has. */
@FunctionalInterface
public interface EvidenceStore {
    /** Counts without keeping a list; the database's snapshot holds the rows. */
    EvidenceStore NONE = name -> new Sheet() {
        @Override
        public void line(String json) {
            // the snapshot has it
        }

        @Override
        public String location() {
            return "";
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    /**
     * Opens an empty list; one of that name is replaced.
     *
     * @param name of the snapshot that it goes with; letters, digits and hyphens
     * @throws IOException when it cannot be kept
     */
    Sheet open(String name) throws IOException;

    /** A list that is being written. */
    interface Sheet extends Closeable {
        /**
         * Adds a line.
         *
         * @param json an object on one line
         * @throws IOException when it cannot be kept
         */
        void line(String json) throws IOException;

        /** Hears every two seconds how far the account has got, where that takes longer. */
        default void progress(String soFar) {
            // nobody waits for it
        }

        /** Where the list can be found; empty when it is not kept. */
        String location();

        @Override
        void close() throws IOException;
    }
}
