package dev.drlab.images;

import dev.drlab.contract.authority.Parity;
import dev.drlab.lab.simulation.control.ControlEndpoint;
import dev.drlab.lab.simulation.control.ControlStore;
import dev.drlab.lab.simulation.process.LoopbackPort;
import dev.drlab.lab.simulation.s3.LabS3Server;
import dev.drlab.lab.simulation.s3.NewVersions;
import java.io.IOException;
import java.nio.file.Path;

/** One region's stand-ins for AWS, and where its database is. */
final class Region implements AutoCloseable {
    private final String name;
    private final Parity parity;
    private final String databaseAddress;
    private final ControlEndpoint control;
    private final LabS3Server s3;
    private final CloudWatchEndpoint cloudWatch;
    private DatabaseContainer database;

    /**
     * @param databaseAddress of the loopback range, so that each region's database has RDS's port
     * @param table name of the control table
     * @param bucket name of the bucket for the service's objects and the verifier's ledger
     */
    Region(String name, Parity parity, String databaseAddress, String table, String bucket, Path directory)
            throws IOException {
        this.name = name;
        this.parity = parity;
        this.databaseAddress = databaseAddress;
        control = new ControlEndpoint(ControlStore.open(table, directory.resolve(name + ".json")), name, 0);
        control.start();
        s3 = new LabS3Server(name, bucket, LoopbackPort.free(), NewVersions.IGNORED);
        s3.start();
        cloudWatch = new CloudWatchEndpoint();
    }

    String name() {
        return name;
    }

    Parity parity() {
        return parity;
    }

    /** The name by which programs in containers reach the database, as RDS's endpoint is one. */
    String databaseHost() {
        return "database." + name + ".drlab.test";
    }

    String databaseAddress() {
        return databaseAddress;
    }

    ControlEndpoint control() {
        return control;
    }

    LabS3Server s3() {
        return s3;
    }

    CloudWatchEndpoint cloudWatch() {
        return cloudWatch;
    }

    DatabaseContainer database() {
        return database;
    }

    /** Replaces what was there, which ends with all its data. */
    void database(DatabaseContainer next) {
        if (database != null) {
            database.stop();
        }
        database = next;
    }

    @Override
    public void close() {
        if (database != null) {
            database.stop();
        }
        cloudWatch.close();
        s3.close();
        control.close();
    }
}
