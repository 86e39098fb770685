package dev.drlab.lab.simulation.aws.rds;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** A DB snapshot: a copy of the data directory that a server can be started from. Safe for use by several threads. */
final class LabSnapshot {
    private final String identifier;
    private final DBInstance instance;
    private final Path directory;
    private final Instant createdAt = Instant.now();
    private volatile String status = "creating";

    LabSnapshot(String identifier, DBInstance instance, Path directory) {
        this.identifier = Objects.requireNonNull(identifier, "identifier");
        this.instance = Objects.requireNonNull(instance, "instance");
        this.directory = Objects.requireNonNull(directory, "directory");
    }

    /** Where the copy is, or will be. */
    Path directory() {
        return directory;
    }

    boolean isOf(String instanceIdentifier) {
        return instance.dbInstanceIdentifier().equals(instanceIdentifier);
    }

    void ended(boolean successfully) {
        status = successfully ? "available" : "failed";
    }

    DBSnapshot describe() {
        return DBSnapshot.builder()
                .dbSnapshotIdentifier(identifier)
                .dbInstanceIdentifier(instance.dbInstanceIdentifier())
                .dbiResourceId(instance.dbiResourceId())
                .snapshotCreateTime(createdAt)
                .snapshotType("manual")
                .status(status)
                .engine(instance.engine())
                .engineVersion(instance.engineVersion())
                .allocatedStorage(instance.allocatedStorage())
                .encrypted(true)
                .kmsKeyId(instance.kmsKeyId())
                .build();
    }
}
