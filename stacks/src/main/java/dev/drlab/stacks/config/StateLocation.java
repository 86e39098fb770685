package dev.drlab.stacks.config;

/** Where Terraform keeps its state. */
public enum StateLocation {
    /** In a bucket of each region, with lock files. */
    S3,
    /** In files beside the stacks: for the first deployment of the buckets themselves, and for tests. */
    LOCAL
}
