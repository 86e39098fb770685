package dev.drlab.infra.compute.service;

import dev.drlab.contract.environment.Variables;
import dev.drlab.infra.common.Require;
import dev.drlab.infra.compute.task.SecretKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration of a service task, as {@code docs/service.md} lists it. Whatever is not here has the service's own
 * default; {@code more} overrides one or adds what an endpoint needs.
 *
 * @param region of the task
 * @param peerRegion the other one
 * @param port that the container listens on, 1 to 65535
 * @param databaseUrl {@code jdbc:postgresql://…} without user and password
 * @param controlTable name of the control table, the same in both regions
 * @param peerUrl base URL of the peer's service
 * @param databaseSecretArn of the secret (in this region) with {@code writerPassword}, {@code readerPassword} and
 *     {@code forwardSecret}
 * @param more further variables, none of them one of the above and none a secret
 */
public record ServiceSettings(
        String region,
        String peerRegion,
        int port,
        String databaseUrl,
        String controlTable,
        String peerUrl,
        String databaseSecretArn,
        Map<String, String> more) {
    public ServiceSettings {
        Require.text("ServiceSettings.region", region);
        Require.text("ServiceSettings.peerRegion", peerRegion);
        if (region.equals(peerRegion)) {
            throw new IllegalArgumentException(
                    "ServiceSettings.peerRegion is " + peerRegion + "; it must differ from region");
        }
        Require.between("ServiceSettings.port", port, 1, 65_535);
        if (!Require.text("ServiceSettings.databaseUrl", databaseUrl).startsWith("jdbc:postgresql://")) {
            throw new IllegalArgumentException(
                    "ServiceSettings.databaseUrl is " + databaseUrl + "; it must start with jdbc:postgresql://");
        }
        Require.text("ServiceSettings.controlTable", controlTable);
        Require.text("ServiceSettings.peerUrl", peerUrl);
        Require.text("ServiceSettings.databaseSecretArn", databaseSecretArn);
        more = Require.named("ServiceSettings.more", more);
        Map<String, String> own = own(region, peerRegion, port, databaseUrl, controlTable, peerUrl);
        for (String name : more.keySet()) {
            if (own.containsKey(name) || secrets(databaseSecretArn).containsKey(name)) {
                throw new IllegalArgumentException(
                        "ServiceSettings.more has " + name + "; it must not repeat a variable that is set already");
            }
        }
    }

    /** The plain variables, in the order of their names. */
    public Map<String, String> environment() {
        Map<String, String> environment =
                new TreeMap<>(own(region, peerRegion, port, databaseUrl, controlTable, peerUrl));
        environment.putAll(more);
        return environment;
    }

    /** The variables that Fargate fills from Secrets Manager at a task's start: name to {@code valueFrom}. */
    public Map<String, String> secrets() {
        return secrets(databaseSecretArn);
    }

    private static Map<String, String> own(
            String region, String peerRegion, int port, String databaseUrl, String controlTable, String peerUrl) {
        Map<String, String> own = new LinkedHashMap<>();
        own.put(Variables.REGION, region);
        own.put(Variables.PEER_REGION, peerRegion);
        own.put(Variables.PORT, Integer.toString(port));
        own.put(Variables.DB_URL, databaseUrl);
        own.put(Variables.CONTROL_TABLE, controlTable);
        own.put(Variables.PEER_URL, peerUrl);
        return own;
    }

    private static Map<String, String> secrets(String secretArn) {
        return Map.of(
                Variables.DB_WRITER_PASSWORD, SecretKey.of(secretArn, "writerPassword"),
                Variables.DB_READER_PASSWORD, SecretKey.of(secretArn, "readerPassword"),
                Variables.FORWARD_SECRET, SecretKey.of(secretArn, "forwardSecret"));
    }
}
