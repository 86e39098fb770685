package dev.drlab.infra.stacks.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.database.RdsAuthorities;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.project.ProjectName;
import dev.drlab.infra.common.Cidr;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Makes a {@link LabConfig} from a CDKTF context, or reports every violation at once. */
public final class ConfigParser {
    private static final String RDS_POSTGRES = "rds-postgres";
    private static final PerRegion<String> DEFAULT_REGIONS = new PerRegion<>("ap-southeast-2", "us-west-2");
    private static final PerRegion<String> DEFAULT_ZONES = new PerRegion<>("ab", "ab");
    private static final PerRegion<String> DEFAULT_CIDRS = new PerRegion<>("10.20.0.0/16", "10.30.0.0/16");
    /**
     * Longest prefix of a VPC's block: a /20 holds six subnets of at least 256 addresses. AWS's own limit is 65,536
     * addresses.
     */
    private static final int LARGEST_PREFIX = 20;

    private static final int SMALLEST_PREFIX = 16;
    private static final int WIDEST_CLIENT_PREFIX = 8;
    private static final int OLDEST_MAJOR = 14;
    private static final int FAST_INTERVAL = 10;
    private static final int SLOW_INTERVAL = 30;

    /**
     * Each is named twice in a role's trust policy, which has 2,048 characters at most (IAM User Guide, "IAM and AWS STS
     * quotas"): so many fit with the longest names.
     */
    private static final int MOST_PERMISSION_SETS = 6;

    /** A certificate's common name has 64 characters at most (ACM API Reference, RequestCertificate, DomainName). */
    private static final Predicate<String> DOMAIN =
            matches("(?=.{1,64}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");

    /** Names of the images, in the order of their repositories. */
    private static final List<String> IMAGES = List.of("service", "verifier");

    private static final Predicate<String> IMAGE_TAG = matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Predicate<String> IMAGE_DIGEST = matches("sha256:[0-9a-f]{64}");
    /** Member beside the digests: the tag under which they were found. */
    private static final String TAG = "tag";

    private static final SortedSet<Integer> RETENTION_DAYS = new TreeSet<>(List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653));

    private final ContextReader in;

    private ConfigParser(ObjectNode context) {
        this.in = new ContextReader(context);
    }

    /**
     * Reads the context of a {@code cdktf.json}.
     *
     * @throws IOException if the file cannot be read
     * @throws ConfigException if it is missing, not UTF-8, no JSON object, or breaks a rule
     */
    public static LabConfig read(Path cdktfJson) throws IOException {
        try {
            return parse(object(Files.readString(cdktfJson)).path("context"));
        } catch (CharacterCodingException e) {
            throw new ConfigException(
                    List.of(new Violation(cdktfJson.getFileName().toString(), "no UTF-8", "must be written in UTF-8")));
        } catch (NoSuchFileException e) {
            throw new ConfigException(List.of(new Violation(
                    cdktfJson.getFileName().toString(),
                    "missing",
                    "must be in the directory in which the stacks are synthesized")));
        }
    }

    /**
     * Reads a context.
     *
     * @throws ConfigException if it is no JSON object or breaks a rule
     */
    public static LabConfig parse(String context) {
        return parse(object(context));
    }

    private static LabConfig parse(JsonNode context) {
        if (!(context instanceof ObjectNode object)) {
            throw notAnObject(context.isMissingNode() ? "missing" : context.toString());
        }
        return new ConfigParser(object).config();
    }

    private LabConfig config() {
        dbMode();
        LabConfig config = new LabConfig(
                in.text("projectName", "drlab", ProjectName::isValid, "must be " + ProjectName.RULE),
                in.text("accountId", LabConfig.PLACEHOLDER_ACCOUNT, matches("\\d{12}"), "must be 12 digits"),
                ownership(),
                stateBackend(),
                regions(),
                zones(),
                vpcCidrs(),
                in.number("natGateways", 1, 1, 2),
                database(),
                service(),
                agent(),
                new Targets(in.number("rtoTargetMinutes", 30, 1, 1440), in.number("rpoTargetSeconds", 300, 1, 86_400)),
                domain(),
                allowedCidrs(),
                healthChecks(),
                optional(in.text(
                        "alarmEmail",
                        "",
                        emptyOr(matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")),
                        "must be an e-mail address, or empty")),
                in.texts(
                        "operatorPermissionSets",
                        MOST_PERMISSION_SETS,
                        matches("[\\w+=,.@-]{1,32}"),
                        "must be the name of a permission set of IAM Identity Center: 1 to 32 letters, digits or + = , . @ _ -"),
                optional(in.text(
                        "githubRepository",
                        "",
                        emptyOr(matches("[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}")),
                        "must be OWNER/NAME of a repository on GitHub, or empty")),
                in.number("monthlyBudgetUsd", 500, 0, 1_000_000),
                in.flag("useMultiRegionKms", true),
                in.flag("s3ReplicateDeletes", false),
                in.flag("canaryEnabled", true),
                in.flag("wafEnabled", false),
                flowLogDays());
        clients(config);
        detection(config);
        in.finish();
        return config;
    }

    private void dbMode() {
        in.text("dbMode", RDS_POSTGRES, RDS_POSTGRES::equals, "is not supported; supported: \"" + RDS_POSTGRES + "\"");
    }

    /** AWS's rule for a tag's value (Tagging AWS Resources User Guide, "Tag naming limits and requirements"). */
    private Ownership ownership() {
        String rule = "must be 1 to 64 letters, digits, spaces or _ . : / = + - @";
        Predicate<String> tag = matches("[\\p{L}\\p{N} _.:/=+@-]{1,64}");
        return new Ownership(
                in.text("environment", "lab", tag, rule),
                optional(in.text("costCentre", "", emptyOr(tag), rule + ", or empty")));
    }

    private StateLocation stateBackend() {
        String name = in.text("stateBackend", "s3", matches("s3|local"), "must be \"s3\" or \"local\"");
        return "s3".equals(name) ? StateLocation.S3 : StateLocation.LOCAL;
    }

    private PerRegion<String> regions() {
        String rule =
                "must be a region code such as \"us-west-2\", one that this release's AWS SDK knows, of partition "
                        + KnownRegions.PARTITION;
        PerRegion<String> regions = new PerRegion<>(
                in.text("primaryRegion", DEFAULT_REGIONS.primary(), KnownRegions::contains, rule),
                in.text("secondaryRegion", DEFAULT_REGIONS.secondary(), KnownRegions::contains, rule));
        verifiable("primaryRegion", regions.primary());
        verifiable("secondaryRegion", regions.secondary());
        if (in.sound("primaryRegion", "secondaryRegion") && regions.primary().equals(regions.secondary())) {
            in.refuse("secondaryRegion", "must differ from primaryRegion, which is \"" + regions.primary() + "\"");
        }
        return regions;
    }

    /** A region whose database certificates drlab can verify: service, agent and verifier refuse all others. */
    private void verifiable(String key, String region) {
        if (in.sound(key) && !KnownRegions.hasDatabaseAuthorities(region)) {
            in.refuse(
                    key,
                    "must be a region whose certificate authorities of RDS this release has: "
                            + String.join(", ", RdsAuthorities.regions()));
        }
    }

    /**
     * Availability zones are configured and not looked up: AWS's list changes, and a subnet cannot change its zone in
     * place.
     */
    private PerRegion<String> zones() {
        return in.perRegion(
                "availabilityZones",
                DEFAULT_ZONES,
                text -> text.matches("[a-z]{2}") && text.charAt(0) != text.charAt(1),
                "must be the letters of two different zones, such as \"ab\"");
    }

    private PerRegion<String> vpcCidrs() {
        PerRegion<String> cidrs = in.perRegion(
                "vpcCidrs",
                DEFAULT_CIDRS,
                ConfigParser::isVpcBlock,
                "must be a private IPv4 block with a prefix of /16 to /20 and no bits behind it, such as \"10.20.0.0/16\"");
        if (in.sound("vpcCidrs")
                && Cidr.parse(cidrs.primary())
                        .orElseThrow()
                        .overlaps(Cidr.parse(cidrs.secondary()).orElseThrow())) {
            in.refuse("vpcCidrs", "the blocks must not overlap: peered networks need distinct addresses");
        }
        return cidrs;
    }

    /**
     * Client networks for plain HTTP. The whole internet is refused, as the service speaks plain HTTP without a domain.
     */
    private List<String> allowedCidrs() {
        return in.texts(
                "allowedCidrs",
                text -> Cidr.parse(text)
                        .filter(cidr -> cidr.prefix() >= WIDEST_CLIENT_PREFIX)
                        .isPresent(),
                "must be an IPv4 block of /" + WIDEST_CLIENT_PREFIX
                        + " or smaller with no bits behind its prefix, such as \"198.51.100.7/32\"");
    }

    private void clients(LabConfig config) {
        if (config.domain().isPresent() && !config.allowedCidrs().isEmpty()) {
            in.refuse(
                    "allowedCidrs",
                    "is for a deployment without a domain: with one the listener speaks TLS with anybody");
        }
    }

    private static boolean isVpcBlock(String text) {
        return Cidr.parse(text)
                .filter(Cidr::isPrivate)
                .filter(cidr -> cidr.prefix() >= SMALLEST_PREFIX && cidr.prefix() <= LARGEST_PREFIX)
                .isPresent();
    }

    private DatabaseSettings database() {
        return new DatabaseSettings(
                in.text(
                        "dbInstanceClass",
                        "db.t4g.medium",
                        matches("db\\.[a-z0-9-]+\\.[a-z0-9]+"),
                        "must be an RDS instance class such as \"db.t4g.medium\""),
                in.text(
                        "dbEngineVersion",
                        "17",
                        ConfigParser::isEngineVersion,
                        "must be a PostgreSQL version such as \"17\" or \"17.4\", from " + OLDEST_MAJOR + " on"),
                in.flag("dbMultiAz", false),
                in.pairs(
                        "unfencedRoles",
                        matches("[a-z_][a-z0-9_$-]{0,62}"),
                        matches("(?!.*\\{\\{).{3,200}"),
                        "must be an object of database roles, each with the reason (3 to 200 characters, without {{, which"
                                + " Parameter Store refuses) why a drain may leave it open"));
    }

    private static boolean isEngineVersion(String text) {
        return text.matches("\\d{2}(\\.(0|[1-9]\\d?))?") && Integer.parseInt(text.substring(0, 2)) >= OLDEST_MAJOR;
    }

    private ServiceSettings service() {
        String tag = in.text(
                "serviceImageTag",
                "0.1.0",
                IMAGE_TAG,
                "must be an image tag: 1 to 128 letters, digits, dots, hyphens or underscores");
        ServiceSettings service = new ServiceSettings(
                tag, imageDigests(tag), in.number("primaryTasks", 2, 1, 50), in.number("warmStandbyTasks", 1, 1, 50));
        if (in.sound("primaryTasks", "warmStandbyTasks") && service.warmStandbyTasks() > service.activeTasks()) {
            in.refuse("warmStandbyTasks", "must not be above primaryTasks, which is " + service.activeTasks());
        }
        return service;
    }

    /**
     * Digests of both images or of none: if one image followed a tag, the deployment would not be pinned. {@code
     * stacks/deploy} writes them with the tag under which it found them, and they hold for that tag only. Otherwise a
     * new tag would silently change nothing.
     */
    private SortedMap<String, String> imageDigests(String tag) {
        String rule = "must be an object of digests for " + String.join(" and ", IMAGES)
                + ", such as \"sha256:\" and 64 hexadecimal digits; and, if so wanted, their tag";
        SortedMap<String, String> digests = in.pairs(
                "imageDigests", name -> name.equals(TAG) || IMAGES.contains(name), IMAGE_DIGEST.or(IMAGE_TAG), rule);
        String found = digests.remove(TAG);
        if (!digests.values().stream().allMatch(IMAGE_DIGEST)) {
            in.refuse("imageDigests", rule);
        }
        if (found != null && !found.equals(tag) && in.sound("imageDigests", "serviceImageTag")) {
            in.refuse(
                    "imageDigests",
                    "are those of the tag " + found + ", and serviceImageTag is " + tag
                            + ": set them to those of that tag, or to {}, and the tag decides");
        }
        if (in.sound("imageDigests") && (found != null || !digests.isEmpty()) && digests.size() < IMAGES.size()) {
            in.refuse("imageDigests", "must have the digests of all images, which are " + String.join(", ", IMAGES));
        }
        return digests;
    }

    /** Zero, or a retention that CloudWatch Logs accepts (API Reference, PutRetentionPolicy). */
    private int flowLogDays() {
        int days = in.number("flowLogDays", 30, 0, Collections.max(RETENTION_DAYS));
        if (days != 0 && !RETENTION_DAYS.contains(days)) {
            in.refuse("flowLogDays", "must be 0 (no flow logs) or one of " + RETENTION_DAYS);
        }
        return days;
    }

    private AgentArtifact agent() {
        return new AgentArtifact(
                in.text(
                        "agentJarKey",
                        "agent/drlab-agent.jar",
                        matches("(?!.*(//|/$))(?!(.*/)?\\.\\.?(/|$))[A-Za-z0-9][A-Za-z0-9/._-]{0,200}"),
                        "must be an object key such as \"agent/drlab-agent.jar\", without empty parts, \".\" and \"..\""),
                optional(in.text(
                        "agentJarSha256",
                        "",
                        emptyOr(matches("[A-Za-z0-9+/]{43}=")),
                        "must be a SHA-256 in base64 (44 characters), or empty")));
    }

    private Optional<DomainSettings> domain() {
        String name = in.text(
                "domainName",
                "",
                emptyOr(DOMAIN),
                "must be a host name such as \"app.example.com\" of at most 64 characters, or empty");
        String zone = in.text(
                "hostedZoneId",
                "",
                emptyOr(matches("Z[A-Z0-9]{5,31}")),
                "must be the id of a Route 53 zone such as \"Z0123456789ABCDEFGHIJ\", or empty");
        Optional<PerRegion<String>> certificates = certificates();
        if (in.sound("domainName", "hostedZoneId") && name.isEmpty() != zone.isEmpty()) {
            in.refuse(
                    name.isEmpty() ? "domainName" : "hostedZoneId",
                    "domainName and hostedZoneId must be set together, or both be empty");
        }
        if (in.sound("certificateArns", "domainName") && certificates.isPresent() && name.isEmpty()) {
            in.refuse("certificateArns", "needs domainName: without one the listeners speak HTTP");
        }
        return name.isEmpty() ? Optional.empty() : Optional.of(new DomainSettings(name, zone, certificates));
    }

    private Optional<PerRegion<String>> certificates() {
        PerRegion<String> none = new PerRegion<>("", "");
        PerRegion<String> arns = in.perRegion(
                "certificateArns",
                none,
                emptyOr(matches("arn:aws:acm:[a-z0-9-]+:\\d{12}:certificate/[A-Za-z0-9-]+")),
                "must be the ARN of an ACM certificate, or empty");
        if (!in.sound("certificateArns")) {
            return Optional.empty();
        }
        if (arns.primary().isEmpty() != arns.secondary().isEmpty()) {
            in.refuse("certificateArns", "both must be set, or both be empty");
        }
        return arns.primary().isEmpty() || arns.secondary().isEmpty() ? Optional.empty() : Optional.of(arns);
    }

    private HealthCheckSettings healthChecks() {
        int interval = in.number("healthCheckIntervalSeconds", SLOW_INTERVAL, Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (in.sound("healthCheckIntervalSeconds") && interval != FAST_INTERVAL && interval != SLOW_INTERVAL) {
            in.refuse("healthCheckIntervalSeconds", "must be 10 or 30: Route 53 knows no other");
        }
        return new HealthCheckSettings(interval, in.number("healthCheckFailureThreshold", 3, 1, 10));
    }

    /** Rules about several groups of keys. */
    private void detection(LabConfig config) {
        HealthCheckSettings checks = config.healthChecks();
        int detectionSeconds = checks.intervalSeconds() * checks.failureThreshold();
        if (in.sound("healthCheckIntervalSeconds", "healthCheckFailureThreshold", "rtoTargetMinutes")
                && detectionSeconds >= config.targets().rtoMinutes() * 60) {
            in.refuse(
                    "rtoTargetMinutes",
                    "must be longer than detection alone, which takes " + detectionSeconds
                            + " s (healthCheckIntervalSeconds × healthCheckFailureThreshold)");
        }
        config.domain().flatMap(DomainSettings::certificateArns).ifPresent(arns -> certificatePlaces(config, arns));
    }

    /** A listener accepts only a certificate of its own region and account. */
    private void certificatePlaces(LabConfig config, PerRegion<String> arns) {
        for (Role role : Role.values()) {
            if (in.sound("primaryRegion", "secondaryRegion")
                    && !arns.of(role).contains(":acm:" + config.region(role) + ":")) {
                in.refuse("certificateArns", role.id() + " must be in " + config.region(role));
            } else if (in.sound("accountId")
                    && !config.accountId().equals(LabConfig.PLACEHOLDER_ACCOUNT)
                    && !arns.of(role).contains(":" + config.accountId() + ":")) {
                in.refuse("certificateArns", role.id() + " must be of account " + config.accountId());
            }
        }
    }

    private static JsonNode object(String json) {
        try {
            JsonNode node = Json.builder()
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build()
                    .readTree(json);
            if (node == null || !node.isObject()) {
                throw notAnObject(String.valueOf(node));
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new ConfigException(List.of(new Violation(
                    "cdktf.json", e.getOriginalMessage(), "must be a JSON object that has each key once")));
        }
    }

    private static ConfigException notAnObject(String found) {
        return new ConfigException(List.of(new Violation("context", found, "must be a JSON object")));
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Predicate<String> matches(String regex) {
        return Pattern.compile(regex).asMatchPredicate();
    }

    private static Predicate<String> emptyOr(Predicate<String> rule) {
        return text -> text.isEmpty() || rule.test(text);
    }
}
