package dev.drlab.infra.stacks.config;

import java.util.List;
import java.util.Optional;

/**
 * The whole configuration. {@link ConfigParser} makes it from the context of {@code cdktf.json} and has the keys, their
 * defaults and their rules.
 *
 * @param projectName the prefix of all names
 * @param accountId the AWS account, 12 digits; the providers refuse any other
 * @param ownership tags that name the deployment's owner
 * @param stateBackend where Terraform's state is
 * @param regions region codes
 * @param zones letters of the two availability zones that each region uses, e.g. {@code ab}
 * @param vpcCidrs IPv4 blocks of the networks
 * @param natGateways number in each region, 1 or 2
 * @param database size and version
 * @param service image and task counts
 * @param agent the agent's jar
 * @param targets RTO and RPO
 * @param domain empty: HTTP listeners, no public records
 * @param allowedCidrs client networks that the balancers admit without a domain; empty: nobody but drlab itself
 * @param healthChecks settings of Route 53's checks
 * @param alarmEmail address for alarms; empty: nobody is notified until someone subscribes
 * @param operatorPermissionSets permission sets of IAM Identity Center whose sessions may assume the operator role;
 *     empty: only users with MFA may
 * @param githubRepository {@code OWNER/NAME} of the repository whose pull requests may plan; empty: no role for them
 * @param monthlyBudgetUsd budget of the account, USD a month, with notifications to {@code alarmEmail}; 0: none
 * @param multiRegionKms whether the secondary's key is a replica of the primary's, or a key of its own
 * @param replicateDeletes whether delete markers of objects are replicated
 * @param canaryEnabled whether the verifier runs
 * @param wafEnabled whether the balancers have a web firewall
 * @param flowLogDays days for which the networks' flow logs are kept; 0: no flow logs
 */
public record LabConfig(
        String projectName,
        String accountId,
        Ownership ownership,
        StateLocation stateBackend,
        PerRegion<String> regions,
        PerRegion<String> zones,
        PerRegion<String> vpcCidrs,
        int natGateways,
        DatabaseSettings database,
        ServiceSettings service,
        AgentArtifact agent,
        Targets targets,
        Optional<DomainSettings> domain,
        List<String> allowedCidrs,
        HealthCheckSettings healthChecks,
        Optional<String> alarmEmail,
        List<String> operatorPermissionSets,
        Optional<String> githubRepository,
        int monthlyBudgetUsd,
        boolean multiRegionKms,
        boolean replicateDeletes,
        boolean canaryEnabled,
        boolean wafEnabled,
        int flowLogDays) {
    /** Default in {@code cdktf.json}, to be replaced by a real account. */
    public static final String PLACEHOLDER_ACCOUNT = "000000000000";

    /** Copies the lists. */
    public LabConfig {
        allowedCidrs = List.copyOf(allowedCidrs);
        operatorPermissionSets = List.copyOf(operatorPermissionSets);
    }

    /** The code of the region that has the role. */
    public String region(Role role) {
        return regions.of(role);
    }

    /** Names of the region's two availability zones. */
    public List<String> availabilityZones(Role role) {
        return zones.of(role)
                .chars()
                .mapToObj(letter -> region(role) + (char) letter)
                .toList();
    }

    /** The same configuration with its state in another place. */
    public LabConfig withStateBackend(StateLocation backend) {
        return new LabConfig(
                projectName,
                accountId,
                ownership,
                backend,
                regions,
                zones,
                vpcCidrs,
                natGateways,
                database,
                service,
                agent,
                targets,
                domain,
                allowedCidrs,
                healthChecks,
                alarmEmail,
                operatorPermissionSets,
                githubRepository,
                monthlyBudgetUsd,
                multiRegionKms,
                replicateDeletes,
                canaryEnabled,
                wafEnabled,
                flowLogDays);
    }
}
