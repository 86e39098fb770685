package dev.drlab.stacks.orchestration;

import dev.drlab.stacks.base.Names;
import dev.drlab.stacks.config.Role;

/**
 * What one region's orchestration may touch.
 *
 * @param names names and ARNs
 * @param role whose region it works in
 * @param keyArn the region's key
 * @param peerKeyArn the key of the other region
 */
record Reach(Names names, Role role, String keyArn, String peerKeyArn) {
    String arn(String service, String resource) {
        return names.arn(role, service, resource);
    }

    String database() {
        return names.databaseArn(role);
    }

    /** What a call that names no database is asked about. */
    String everyDatabase() {
        return arn("rds", "db:*");
    }

    /** Old databases that reprotect keeps under another name until what replaces them works. */
    String keptDatabases() {
        return names.databaseArn(role) + "-old-*";
    }

    /** Old databases whose commits could not be saved; reprotect renames them and leaves them there. */
    String unsavedDatabases() {
        return names.databaseArn(role) + "-unsaved-*";
    }

    String peerDatabase() {
        return names.databaseArn(role.peer());
    }

    /** Snapshots that reprotect takes of the old database. */
    String snapshots() {
        return arn("rds", "snapshot:" + names.databaseIdentifier(role) + "-*");
    }

    String subnetGroup() {
        return arn("rds", "subgrp:" + names.databaseSubnetGroup(role));
    }

    String parameterGroup() {
        return arn("rds", "pg:" + names.databaseParameterGroup(role));
    }

    /**
     * The group that RDS gives a PostgreSQL database by itself. A replica is made with it and gets its own afterwards, and
     * RDS asks the caller's right to it as to one that is named (RDS User Guide, "Permission policies to create, modify and
     * delete resources": the example names {@code pg:default*}).
     */
    String defaultParameterGroup() {
        return arn("rds", "pg:default.postgres" + names.databaseMajorVersion());
    }

    /** The option group that RDS gives a PostgreSQL database by itself; it asks the caller's right to that too. */
    String optionGroup() {
        return arn("rds", "og:default:postgres-" + names.databaseMajorVersion());
    }

    /** RDS in the region, as a key's policy knows it (KMS Developer Guide, "kms:ViaService"). */
    String rds() {
        return "rds." + names.region(role) + ".amazonaws.com";
    }

    /** RDS in the other region. */
    String peerRds() {
        return "rds." + names.region(role.peer()) + ".amazonaws.com";
    }

    String service() {
        return names.serviceArn(role);
    }

    String agent() {
        return names.agentFunctionArn(role);
    }

    String topic() {
        return names.topicArn(role);
    }

    String runbook() {
        return arn("ssm", "parameter" + Names.RUNBOOK_PARAMETER);
    }

    String writerPointer() {
        return names.secretArnPattern(role, names.writerPointer());
    }

    String monitoringRole() {
        return names.iamRoleArn(names.monitoringRole(role));
    }
}
