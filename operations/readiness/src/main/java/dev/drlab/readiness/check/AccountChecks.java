package dev.drlab.readiness.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.metrics.CustomMetric;
import dev.drlab.contract.metrics.MetricDimensions;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.readiness.region.RegionReads;
import dev.drlab.readiness.region.Right;
import dev.drlab.readiness.region.UnjudgedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Checks of the account, its keys and secrets, and its alarms' receivers. */
final class AccountChecks {
    /** ACM renews 60 days before the end: what is nearer was not renewed. */
    private static final Duration CERTIFICATE_SOON = Duration.ofDays(30);
    /** Three runs of the verifier. */
    private static final Duration VERIFIER_AGE = Duration.ofMinutes(15);
    /** A run begins every five minutes; between two of them, until the later one's first words, nothing is measured. */
    private static final Duration VERIFIER_USUAL_AGE = Duration.ofMinutes(5);
    /** Service Quotas, AWS Fargate: "Fargate On-Demand vCPU resource count". */
    private static final String FARGATE_VCPU = "L-3032A538";

    private static final double UNITS_PER_VCPU = 1024;
    private static final String PENDING = "PendingConfirmation";
    private static final String CURRENT = "AWSCURRENT";

    /** The alarm on this very verdict would keep itself going. */
    private static final String OWN_ALARM = "-not-ready";

    private AccountChecks() {}

    static Seen verifier(Subject subject) {
        Dimension project = Dimension.builder()
                .name(MetricDimensions.PROJECT)
                .value(subject.project())
                .build();
        String namespace = subject.runbook().text(RunbookField.METRICS_NAMESPACE);
        BiFunction<CustomMetric, String, Metrics.Series> series =
                (metric, statistic) -> new Metrics.Series(namespace, metric.label(), project, statistic);
        int target = subject.runbook().number(RunbookField.RPO_TARGET_SECONDS);
        for (RegionReads region : List.of(subject.own(), subject.peer())) {
            if (sum(subject, region, series.apply(CustomMetric.VERIFIER_MISSED, "Sum")) >= 1) {
                return Seen.wrong(Finding.blocks(
                        "the verifier in " + region.region()
                                + " lost canaries, missed its target or found rows that must" + " not be, in the last "
                                + VERIFIER_AGE.toMinutes() + " minutes",
                        "read its result in the log /" + subject.project() + "/verifier: reasons and lost numbers"));
            }
            if (sum(subject, region, series.apply(CustomMetric.VERIFIER_RUNS, "Sum")) >= 1) {
                Optional<Metrics.Point> exposure = Metrics.latest(
                        subject, region, series.apply(CustomMetric.RPO_EXPOSURE, "Maximum"), VERIFIER_AGE);
                return exposed(region.region(), exposure, target, subject.now());
            }
        }
        return Seen.wrong(Finding.blocks(
                "the verifier had no result in the last " + VERIFIER_AGE.toMinutes()
                        + " minutes: nobody measures what a failover would lose",
                "look at the task " + subject.names().verifier() + ", its schedule and its log"));
    }

    private static double sum(Subject subject, RegionReads region, Metrics.Series series) {
        return Metrics.points(subject, region, series, VERIFIER_AGE).stream()
                .mapToDouble(Metrics.Point::value)
                .sum();
    }

    private static Seen exposed(String region, Optional<Metrics.Point> exposure, int target, Instant now) {
        Metrics.Point newest = exposure.orElseThrow(() -> new UnjudgedException(
                "the verifier in " + region + " ran, and told no " + CustomMetric.RPO_EXPOSURE.label()));
        long age = newest.ageSeconds(now);
        String fact = "the verifier in " + region + " measured an RPO exposure of " + newest.value() + " s " + age
                + " s ago (target " + target + " s)";
        if (newest.value() > target) {
            return Seen.wrong(Finding.blocks(fact, "find what holds the replication up"));
        }
        if (newest.pastUsual(now, VERIFIER_USUAL_AGE) > target) {
            throw new UnjudgedException(fact + ", and nothing newer: by now it may be above the target");
        }
        return newest.atMost(now) > target ? Metrics.maybeMore(fact) : Seen.right(fact);
    }

    static Seen alarms(Subject subject) {
        List<Finding> findings = new ArrayList<>();
        int all = 0;
        for (RegionReads region : List.of(subject.own(), subject.peer())) {
            List<MetricAlarm> alarms = region.ask(
                    Right.DESCRIBE_ALARMS,
                    CloudWatchClient.class,
                    cloudWatch -> cloudWatch
                            .describeAlarmsPaginator(
                                    r -> r.alarmNamePrefix(subject.project() + "-" + region.region() + "-"))
                            .metricAlarms()
                            .stream()
                            .toList());
            all += alarms.size();
            for (MetricAlarm alarm : alarms) {
                if (alarm.stateValue() == StateValue.ALARM && !alarm.alarmName().endsWith(OWN_ALARM)) {
                    findings.add(Finding.warns(
                            alarm.alarmName() + " is in alarm: "
                                    + Optional.ofNullable(alarm.alarmDescription())
                                            .orElse(alarm.stateReason()),
                            "aws cloudwatch describe-alarms --alarm-names " + alarm.alarmName() + " --region "
                                    + region.region()));
                }
            }
        }
        if (all == 0) {
            findings.add(Finding.warns(
                    "there is no alarm " + subject.project() + "-… in either region: nobody is told of an outage",
                    "deploy the observability stack"));
        }
        return new Seen(all + " alarms", findings);
    }

    static Seen notifications(Subject subject) {
        String topic = subject.runbook().text(RunbookField.TOPIC_ARN);
        List<Subscription> subscriptions = subject.own()
                .ask(
                        Right.LIST_SUBSCRIPTIONS,
                        SnsClient.class,
                        sns -> sns.listSubscriptionsByTopicPaginator(r -> r.topicArn(topic)).subscriptions().stream()
                                .toList());
        List<Finding> findings = new ArrayList<>();
        for (Subscription subscription : subscriptions) {
            if (PENDING.equals(subscription.subscriptionArn())) {
                findings.add(Finding.blocks(
                        "a subscription by " + subscription.protocol() + " to " + topic
                                + " was never confirmed: who believes to be told is not",
                        "follow the link in the message that SNS sent; subscribe again when it is older than 2 days"));
            }
        }
        if (subscriptions.isEmpty()) {
            findings.add(Finding.warns(
                    "nobody is subscribed to " + topic + ": nobody is told when to fail over",
                    "set alarmEmail and deploy the orchestration of "
                            + subject.own().region()));
        }
        return new Seen(subscriptions.size() + " subscriptions to " + topic, findings);
    }

    static Seen key(Subject subject) {
        ObjectNode replica = subject.runbook().object(RunbookField.REPLICA);
        String key = replica.path("KmsKeyId").asText();
        KeyState state = subject.own()
                .find(
                        Right.DESCRIBE_KEY,
                        KmsClient.class,
                        kms -> kms.describeKey(r -> r.keyId(key)),
                        List.of(NotFoundException.class))
                .orElseThrow(() -> new MissingPart(Finding.blocks(
                        "there is no key " + key + " in " + subject.own().region(),
                        "deploy the data stack of " + subject.own().region())))
                .keyMetadata()
                .keyState();
        return state == KeyState.ENABLED
                ? Seen.right("the key " + key + " is Enabled")
                : Seen.wrong(Finding.blocks(
                        "the key " + key + " is " + state + ": what it encrypts cannot be read",
                        "aws kms cancel-key-deletion, aws kms enable-key --key-id " + key + " --region "
                                + subject.own().region()));
    }

    static Seen secrets(Subject subject) {
        String name = subject.names().databaseSecret();
        List<Finding> findings = new ArrayList<>();
        Optional<String> own = current(subject.own(), name, findings);
        Optional<String> peer = current(subject.peer(), name, findings);
        current(subject.own(), subject.runbook().text(RunbookField.WRITER_POINTER), findings);
        if (own.isPresent() && peer.isPresent() && !own.equals(peer)) {
            findings.add(Finding.blocks(
                    "the passwords in " + subject.own().region() + " are version " + own.get() + ", in "
                            + subject.peer().region() + " " + peer.get(),
                    "aws secretsmanager describe-secret --secret-id " + name + ": its replication has failed;"
                            + " aws secretsmanager replicate-secret-to-regions"));
        }
        return new Seen("passwords and writer pointer are there", findings);
    }

    /** The version in force; empty when there is none, which is a finding. */
    private static Optional<String> current(RegionReads region, String name, List<Finding> findings) {
        Optional<DescribeSecretResponse> secret = region.find(
                Right.DESCRIBE_SECRET,
                SecretsManagerClient.class,
                secrets -> secrets.describeSecret(r -> r.secretId(name)),
                List.of(ResourceNotFoundException.class));
        if (secret.isEmpty() || secret.get().deletedDate() != null) {
            findings.add(Finding.blocks(
                    "there is no secret " + name + " in " + region.region()
                            + (secret.isEmpty() ? "" : ", it is being deleted"),
                    secret.isEmpty()
                            ? "deploy the data stacks"
                            : "aws secretsmanager restore-secret --secret-id " + name + " --region "
                                    + region.region()));
            return Optional.empty();
        }
        Optional<String> version = secret.get().versionIdsToStages().entrySet().stream()
                .filter(entry -> entry.getValue().contains(CURRENT))
                .map(Map.Entry::getKey)
                .findFirst();
        if (version.isEmpty()) {
            findings.add(Finding.blocks(
                    "the secret " + name + " in " + region.region() + " has no value", "drlab bootstrap database"));
        }
        return version;
    }

    static Seen certificate(Subject subject) {
        String own = subject.own().region();
        boolean secure = subject.runbook().text(RunbookField.PUBLIC_URL).startsWith("https:");
        String balancer = subject.own()
                .find(
                        Right.DESCRIBE_BALANCERS,
                        ElasticLoadBalancingV2Client.class,
                        elb -> elb.describeLoadBalancers(r -> r.names(subject.project())),
                        List.of(LoadBalancerNotFoundException.class))
                .flatMap(answer -> answer.loadBalancers().stream().findFirst())
                .orElseThrow(() -> new MissingPart(Finding.blocks(
                        "there is no balancer " + subject.project() + " in " + own, "deploy the app stack of " + own)))
                .loadBalancerArn();
        List<String> certificates = subject
                .own()
                .ask(
                        Right.DESCRIBE_LISTENERS,
                        ElasticLoadBalancingV2Client.class,
                        elb -> elb.describeListeners(r -> r.loadBalancerArn(balancer)))
                .listeners()
                .stream()
                .flatMap(listener -> listener.certificates().stream())
                .map(Certificate::certificateArn)
                .distinct()
                .toList();
        if (certificates.isEmpty()) {
            return secure
                    ? Seen.wrong(Finding.blocks(
                            "the balancer in " + own + " has no certificate, and clients come by https",
                            "deploy the app stack of " + own))
                    : Seen.right("there is no domain, so there is no certificate that could expire");
        }
        List<Seen> each = certificates.stream().map(arn -> judged(subject, arn)).toList();
        return new Seen(
                each.get(0).fact(),
                each.stream().flatMap(seen -> seen.findings().stream()).toList());
    }

    private static Seen judged(Subject subject, String arn) {
        CertificateDetail certificate = subject.own()
                .ask(
                        Right.DESCRIBE_CERTIFICATE,
                        AcmClient.class,
                        acm -> acm.describeCertificate(r -> r.certificateArn(arn)))
                .certificate();
        String which = "the certificate of " + certificate.domainName() + " in "
                + subject.own().region();
        String remedy = "aws acm describe-certificate --certificate-arn " + arn
                + ": its validation records must be in the zone; an imported one is imported again";
        Instant end = certificate.notAfter();
        if (certificate.status() != CertificateStatus.ISSUED && certificate.status() != CertificateStatus.EXPIRED) {
            return Seen.wrong(Finding.blocks(which + " is " + certificate.statusAsString(), remedy));
        }
        if (end == null) {
            throw new UnjudgedException("ACM does not tell how long " + which + " holds");
        }
        return Certificates.judge(subject.now(), end, CERTIFICATE_SOON, which, remedy);
    }

    static Seen quota(Subject subject) {
        List<Finding> findings = new ArrayList<>();
        int tasks = subject.runbook().number(RunbookField.DESIRED_TASKS);
        double each = Double.parseDouble(subject.task().cpu()) / UNITS_PER_VCPU;
        double needed = tasks * each;
        double allowed = subject.own()
                .ask(
                        Right.GET_QUOTA,
                        ServiceQuotasClient.class,
                        quotas -> quotas.getServiceQuota(
                                r -> r.serviceCode("fargate").quotaCode(FARGATE_VCPU)))
                .quota()
                .value();
        if (needed > allowed) {
            findings.add(Finding.blocks(
                    tasks + " tasks of " + each + " vCPU need " + needed + ", the account may have " + allowed + " in "
                            + subject.own().region(),
                    "aws service-quotas request-service-quota-increase --service-code fargate --quota-code "
                            + FARGATE_VCPU + " --desired-value " + (long) Math.ceil(4 * needed) + " --region "
                            + subject.own().region()));
        }
        int storage = subject.runbook()
                .object(RunbookField.REPLICA)
                .path("AllocatedStorage")
                .asInt();
        List<AccountQuota> rds = subject.own()
                .ask(Right.DESCRIBE_DATABASE_QUOTAS, RdsClient.class, RdsClient::describeAccountAttributes)
                .accountQuotas();
        Stream.of(
                        room(rds, "DBInstances", 1, subject),
                        room(rds, "AllocatedStorage", storage, subject),
                        room(rds, "ManualSnapshots", 1, subject))
                .flatMap(Optional::stream)
                .forEach(findings::add);
        return new Seen(
                "full capacity is " + needed + " of " + allowed + " vCPU on Fargate, without what else runs there",
                findings);
    }

    private static Optional<Finding> room(List<AccountQuota> quotas, String name, long more, Subject subject) {
        AccountQuota quota = quotas.stream()
                .filter(found -> name.equals(found.accountQuotaName()))
                .findFirst()
                .orElseThrow(() -> new UnjudgedException("RDS tells no quota " + name));
        return quota.used() + more <= quota.max()
                ? Optional.empty()
                : Optional.of(Finding.blocks(
                        "reprotect needs " + more + " more of the RDS quota " + name + " in "
                                + subject.own().region() + ", of whose " + quota.max() + " are used " + quota.used(),
                        "remove what is no longer needed, or raise it: aws service-quotas list-service-quotas"
                                + " --service-code rds"));
    }
}
