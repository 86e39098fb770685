package dev.drlab.service.guard;

/** Told what the guard goes through; must not block. */
public interface GuardListener {
    /** The verdict is another than before. */
    void verdictChanged(Verdict verdict);

    /** A read of {@code source} failed. */
    void readFailed(Observations.Source source);
}
