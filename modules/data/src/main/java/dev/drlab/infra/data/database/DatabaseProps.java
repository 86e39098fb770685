package dev.drlab.infra.data.database;

import dev.drlab.infra.common.AwsLocation;
import dev.drlab.infra.common.Require;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The properties that the databases of both regions share: everything that Terraform manages in either role. A rebuilt
 * replica must be created with the same values, or the next plan changes it.
 *
 * @param identifier of the instance; names its parts as well
 * @param location of the instance
 * @param instanceClass for example {@code db.t4g.medium}
 * @param engineVersion of PostgreSQL, major ({@code 17}) or exact ({@code 17.5})
 * @param subnetIds of the database subnets, in 2 availability zones or more
 * @param securityGroupIds 1 or more
 * @param kmsKeyArn key of the instance's region; an ARN, as the provider compares it
 * @param port TCP port
 * @param multiAz whether a standby in another availability zone is kept
 * @param maxStorageGib what storage may grow to, in GiB
 * @param maxSlotWalKeepMib WAL kept for a replica that does not read, in MiB; past it the slot is lost
 * @param monitoringSeconds interval of enhanced monitoring: 1, 5, 10, 15, 30 or 60
 * @param performanceInsights whether Performance Insights are on, with the 7 days that cost nothing
 * @param logRetentionDays of the exported logs; a value that CloudWatch Logs knows
 * @param windows when RDS backs up and maintains the instance
 */
public record DatabaseProps(
        String identifier,
        AwsLocation location,
        String instanceClass,
        String engineVersion,
        List<String> subnetIds,
        List<String> securityGroupIds,
        String kmsKeyArn,
        int port,
        boolean multiAz,
        int maxStorageGib,
        int maxSlotWalKeepMib,
        int monitoringSeconds,
        boolean performanceInsights,
        int logRetentionDays,
        DatabaseWindows windows) {
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z](-?[a-z0-9])*");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9](\\.[0-9]+)?");
    private static final List<Integer> INTERVALS = List.of(1, 5, 10, 15, 30, 60);

    /** @throws IllegalArgumentException if a value is missing or out of range */
    public DatabaseProps {
        Require.text("identifier", identifier);
        if (identifier.length() > 50 || !IDENTIFIER.matcher(identifier).matches()) {
            throw new IllegalArgumentException("identifier is \"" + identifier
                    + "\": it must be 1 to 50 lower-case letters, digits and single hyphens, beginning with a letter");
        }
        Objects.requireNonNull(location, "location");
        if (!Require.text("instanceClass", instanceClass).startsWith("db.")) {
            throw new IllegalArgumentException("instanceClass is \"" + instanceClass + "\": it must begin with db.");
        }
        if (!VERSION.matcher(Require.text("engineVersion", engineVersion)).matches()) {
            throw new IllegalArgumentException("engineVersion is \"" + engineVersion
                    + "\": it must be a version of PostgreSQL such as 17 or 17.5");
        }
        subnetIds = Require.texts("subnetIds", 2, subnetIds);
        securityGroupIds = Require.texts("securityGroupIds", 1, securityGroupIds);
        Require.arn("kmsKeyArn", kmsKeyArn);
        Require.between("port", port, 1150, 65535);
        Require.between("maxStorageGib", maxStorageGib, 22, 65536);
        Require.between("maxSlotWalKeepMib", maxSlotWalKeepMib, 1, maxStorageGib * 1024 / 2);
        if (!INTERVALS.contains(monitoringSeconds)) {
            throw new IllegalArgumentException(
                    "monitoringSeconds is " + monitoringSeconds + ": it must be one of " + INTERVALS);
        }
        Require.between("logRetentionDays", logRetentionDays, 1, 3653);
        Objects.requireNonNull(windows, "windows");
    }

    /** Family of the parameter group, for example {@code postgres17}. */
    public String parameterFamily() {
        return "postgres" + engineVersion.replaceFirst("\\..*", "");
    }

    /** A builder with the values that fit a lab: port 5432, one zone, growth to 100 GiB, 16 GiB of WAL, 60 s,
     * Performance Insights, 30 days. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build()} checks them. */
    public static final class Builder {
        private String identifier;
        private AwsLocation location;
        private String instanceClass;
        private String engineVersion;
        private List<String> subnetIds = List.of();
        private List<String> securityGroupIds = List.of();
        private String kmsKeyArn;
        private int port = 5432;
        private boolean multiAz;
        private int maxStorageGib = 100;
        private int maxSlotWalKeepMib = 16_384;
        private int monitoringSeconds = 60;
        private boolean performanceInsights = true;
        private int logRetentionDays = 30;
        private DatabaseWindows windows;

        private Builder() {}

        /** Sets the identifier of the instance. */
        public Builder identifier(String value) {
            identifier = value;
            return this;
        }

        /** Sets where the instance is. */
        public Builder location(AwsLocation value) {
            location = value;
            return this;
        }

        /** Sets the instance class. */
        public Builder instanceClass(String value) {
            instanceClass = value;
            return this;
        }

        /** Sets the version of PostgreSQL. */
        public Builder engineVersion(String value) {
            engineVersion = value;
            return this;
        }

        /** Sets the subnets. */
        public Builder subnetIds(List<String> value) {
            subnetIds = value;
            return this;
        }

        /** Sets the security groups. */
        public Builder securityGroupIds(List<String> value) {
            securityGroupIds = value;
            return this;
        }

        /** Sets the key of the region. */
        public Builder kmsKeyArn(String value) {
            kmsKeyArn = value;
            return this;
        }

        /** Sets the TCP port, 1150 to 65535. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** Sets whether a standby in another availability zone is kept. */
        public Builder multiAz(boolean value) {
            multiAz = value;
            return this;
        }

        /** Sets what storage may grow to, in GiB. */
        public Builder maxStorageGib(int value) {
            maxStorageGib = value;
            return this;
        }

        /** Sets the WAL kept for a replica that does not read, in MiB; at most half of the storage. */
        public Builder maxSlotWalKeepMib(int value) {
            maxSlotWalKeepMib = value;
            return this;
        }

        /** Sets the interval of enhanced monitoring, in seconds. */
        public Builder monitoringSeconds(int value) {
            monitoringSeconds = value;
            return this;
        }

        /** Sets whether Performance Insights are on. */
        public Builder performanceInsights(boolean value) {
            performanceInsights = value;
            return this;
        }

        /** Sets how long the exported logs are kept, in days. */
        public Builder logRetentionDays(int value) {
            logRetentionDays = value;
            return this;
        }

        /** Sets when RDS backs up and maintains the instance. */
        public Builder windows(DatabaseWindows value) {
            windows = value;
            return this;
        }

        /** @throws IllegalArgumentException if a value is missing or out of range */
        public DatabaseProps build() {
            return new DatabaseProps(
                    identifier,
                    location,
                    instanceClass,
                    engineVersion,
                    subnetIds,
                    securityGroupIds,
                    kmsKeyArn,
                    port,
                    multiAz,
                    maxStorageGib,
                    maxSlotWalKeepMib,
                    monitoringSeconds,
                    performanceInsights,
                    logRetentionDays,
                    windows);
        }
    }
}
