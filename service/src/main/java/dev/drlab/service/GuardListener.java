package dev.drlab.service;

/** Told what the guard goes through; must not block. */
interface GuardListener {
    /** The verdict is another than before. */
    void verdictChanged(Verdict verdict);

    /** A look at {@code source} failed. */
    void lookFailed(Sight.Source source);
}
