package dev.drlab.bootstrap;

import dev.drlab.contract.project.ProjectName;
import dev.drlab.contract.project.RegionCode;
import dev.drlab.contract.project.ResourceNames;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The names of a deployment's resources.
 *
 * @param project prefix of its names: as {@link ProjectName} has it
 * @param account AWS account, 12 digits
 * @param primaryRegion the region whose role is primary
 * @param secondaryRegion the region whose role is secondary
 */
public record Deployment(String project, String account, String primaryRegion, String secondaryRegion) {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    /** @throws IllegalArgumentException naming the option that is wrong */
    public Deployment {
        require("--project", project, ProjectName::isValid, ProjectName.RULE);
        require("--account", account, ACCOUNT.asMatchPredicate(), "12 digits");
        require("--primary-region", primaryRegion, RegionCode::isValid, "a region's code such as ap-southeast-2");
        require("--secondary-region", secondaryRegion, RegionCode::isValid, "a region's code such as us-west-2");
        if (primaryRegion.equals(secondaryRegion)) {
            throw new IllegalArgumentException("--secondary-region is the primary region too: " + secondaryRegion);
        }
    }

    private static void require(String option, String value, Predicate<String> valid, String rule) {
        if (!valid.test(Objects.requireNonNull(value, option))) {
            throw new IllegalArgumentException(option + " is '" + value + "'; give " + rule);
        }
    }

    /** Both, the primary first. */
    public List<String> regions() {
        return List.of(primaryRegion, secondaryRegion);
    }

    /** The bucket of artifacts in a region. */
    public String artifactBucket(String region) {
        return names().bucket(region, account, "artifacts");
    }

    /** The host name of a region's image registry. */
    public String registry(String region) {
        return ResourceNames.registry(region, account);
    }

    /** The ARN of {@code activate} in a region. */
    public String activateMachine(String region) {
        return names().stateMachineArn(region, account, "activate");
    }

    /** The names that do not depend on account and region. */
    public ResourceNames names() {
        return new ResourceNames(project);
    }
}
