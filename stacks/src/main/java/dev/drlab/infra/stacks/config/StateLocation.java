package dev.drlab.infra.stacks.config;

/** Storage of the Terraform state. */
public enum StateLocation {
    /** A bucket in each region, with lock files. */
    S3,
    /** Files beside the stacks: for the first deployment of the buckets themselves, and for tests. */
    LOCAL
}
