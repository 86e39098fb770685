package dev.drlab.lab.rehearsal;

import dev.drlab.lab.LabOptions;
import dev.drlab.lab.simulation.aws.ecs.LabEcsService;
import dev.drlab.report.Report.Assumption;
import java.util.ArrayList;
import java.util.List;

/** The assumptions of the lab, and the page that says how AWS does it. */
final class Assumptions {
    private static final String DOCS = "https://docs.aws.amazon.com/";

    private Assumptions() {}

    /** {@code rebuilds}: whether databases are removed and made anew. */
    static List<Assumption> of(LabOptions options, boolean rebuilds) {
        List<Assumption> all = new ArrayList<>(general(options));
        if (rebuilds) {
            all.add(new Assumption(
                    "Reprotect's snapshot, deletion and new replica are copies of small files on one disk; on RDS each takes"
                            + " minutes, and for a large database hours.",
                    DOCS + "AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html"));
        }
        return all;
    }

    private static List<Assumption> general(LabOptions options) {
        return List.of(
                new Assumption(
                        "RDS statuses are simulated; the promotion is PostgreSQL's own, with "
                                + options.promoteDelay().toMillis() / 1000.0
                                + " s added. RDS reboots the instance and takes minutes.",
                        DOCS + "AmazonRDS/latest/UserGuide/USER_ReadRepl.Promote.html"),
                new Assumption(
                        "One health checker probes every "
                                + options.healthInterval().toMillis() / 1000.0
                                + " s; Route 53 probes from many locations every 10 or 30 s.",
                        DOCS + "Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html"),
                new Assumption(
                        "activate starts as soon as the health check has failed; on AWS a person decides.",
                        DOCS + "whitepapers/latest/disaster-recovery-workloads-on-aws/"
                                + "disaster-recovery-options-in-the-cloud.html"),
                new Assumption(
                        "DNS is an in-process resolver whose clients keep an answer for "
                                + options.ttl().toMillis() / 1000.0 + " s; real resolvers may keep it longer.",
                        DOCS + "Route53/latest/DeveloperGuide/resource-record-sets-values-failover.html"),
                new Assumption(
                        "DynamoDB, SSM, SNS, CloudWatch, Secrets Manager and Application Auto Scaling are drlab's own"
                                + " models of the calls used; IAM is not enforced.",
                        DOCS + "amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html"),
                new Assumption(
                        "ECS tasks are local JVMs, an additional one starts " + LabEcsService.PROVISIONING_SECONDS
                                + " s after it was asked for (Fargate: tens of seconds); the load balancer is drlab's own, HTTP/1.1 without TLS;"
                                + " both regions share one machine.",
                        DOCS + "AmazonECS/latest/developerguide/ecs_services.html"),
                new Assumption(
                        "S3 is an embedded server per region, its data in memory; replication is drlab's own, at once and"
                                + " without a queue. S3 replicates most objects within 15 minutes, often within seconds.",
                        DOCS + "AmazonS3/latest/userguide/replication.html"),
                new Assumption(
                        "The links between the regions are TCP relays with "
                                + options.wanLatency().toMillis() + " ms of latency one way.",
                        DOCS + "vpc/latest/peering/what-is-vpc-peering.html"));
    }
}
