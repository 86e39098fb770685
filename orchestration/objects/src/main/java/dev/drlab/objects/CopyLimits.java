package dev.drlab.objects;

/**
 * Where a copy is split into parts.
 *
 * @param largestCopyBytes the largest version that is copied at once, in bytes
 * @param partBytes length of a part, in bytes, unless the object would have more than 10,000 of them
 */
record CopyLimits(long largestCopyBytes, long partBytes) {
    private static final long GIB = 1L << 30;
    private static final long MOST_PARTS = 10_000;

    CopyLimits {
        if (largestCopyBytes < 1) {
            throw new IllegalArgumentException("largestCopyBytes is " + largestCopyBytes + "; it must be 1 or more");
        }
        if (partBytes < 1) {
            throw new IllegalArgumentException("partBytes is " + partBytes + "; it must be 1 or more");
        }
    }

    /** Length of the parts of an object, in bytes. */
    long partBytesOf(long objectBytes) {
        return Math.max(partBytes, (objectBytes + MOST_PARTS - 1) / MOST_PARTS);
    }

    /**
     * S3's: CopyObject takes 5 GB. Parts of 1 GiB, or of a ten-thousandth of the object where that is more: an object has
     * 10,000 parts at most, each of 5 GiB at most.
     */
    static CopyLimits ofS3() {
        return new CopyLimits(5 * GIB, GIB);
    }
}
