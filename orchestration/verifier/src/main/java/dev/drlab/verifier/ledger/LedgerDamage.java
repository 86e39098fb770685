package dev.drlab.verifier.ledger;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A place at which a ledger is not what its run wrote.
 *
 * @param file the segment
 * @param offset of the first byte that is wrong, from the start of the file
 * @param lastGoodSeq number of the last canary that was read before; 0 if none was
 * @param what is wrong there, to follow the file's name in a sentence
 */
public record LedgerDamage(Path file, long offset, long lastGoodSeq, String what) {
    /** Checks that it says where and what. */
    public LedgerDamage {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(what, "what");
        if (offset < 0 || lastGoodSeq < 0) {
            throw new IllegalArgumentException("a damage lies at byte 0 or later, after canary 0 or later");
        }
    }

    @Override
    public String toString() {
        return file + " " + what + ", at byte " + offset + "; the last canary before it is "
                + (lastGoodSeq == 0 ? "none" : lastGoodSeq);
    }
}
