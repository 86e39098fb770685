package dev.drlab.infra.stacks.orchestration;

import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.Role;

/**
 * The resources that one region's orchestration may use.
 *
 * @param names names and ARNs
 * @param role role of the region in which it works
 * @param keyArn the region's key
 * @param peerKeyArn the other region's key
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

    /** The resource on which IAM checks a call that names no database. */
    String everyDatabase() {
        return arn("rds", "db:*");
    }

    /** Old databases that reprotect keeps under another name until the replacement works. */
    String keptDatabases() {
        return names.databaseArn(role) + "-old-*";
    }

    /** Old databases whose commits could not be saved. Reprotect renames them and keeps them. */
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
     * RDS's default parameter group for PostgreSQL. A replica is created with it and gets its own group afterwards. RDS
     * checks the caller's right to it as to a named one (RDS User Guide, "Permission policies to create, modify and
     * delete resources": the example names {@code pg:default*}).
     */
    String defaultParameterGroup() {
        return arn("rds", "pg:default.postgres" + names.databaseMajorVersion());
    }

    /** RDS's default option group for PostgreSQL. RDS checks the caller's right to it, too. */
    String optionGroup() {
        return arn("rds", "og:default:postgres-" + names.databaseMajorVersion());
    }

    /** The value of {@code kms:ViaService} for RDS in the region (KMS Developer Guide, "kms:ViaService"). */
    String rds() {
        return "rds." + names.region(role) + ".amazonaws.com";
    }

    /** The value of {@code kms:ViaService} for RDS in the other region. */
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
