package dev.drlab.objects;

/**
 * The outcome of a restore.
 *
 * @param tally what it found to do
 * @param done keys that it wrote to
 * @param failed keys that it could not write to, or of which it could not tell whether it must
 * @param stopped true when it was asked to stop before its end
 */
public record RestoreResult(RestoreTally tally, long done, long failed, boolean stopped) {}
