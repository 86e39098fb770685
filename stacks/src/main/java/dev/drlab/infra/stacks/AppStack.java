package dev.drlab.infra.stacks;

import dev.drlab.contract.environment.Variables;
import dev.drlab.infra.compute.balancer.PublicBalancer;
import dev.drlab.infra.compute.balancer.PublicBalancerProps;
import dev.drlab.infra.compute.balancer.WebFirewall;
import dev.drlab.infra.compute.balancer.WebFirewallProps;
import dev.drlab.infra.compute.service.Cluster;
import dev.drlab.infra.compute.service.ClusterProps;
import dev.drlab.infra.compute.service.FargateService;
import dev.drlab.infra.compute.service.FargateServiceProps;
import dev.drlab.infra.compute.service.ServiceScaling;
import dev.drlab.infra.compute.service.ServiceScalingProps;
import dev.drlab.infra.compute.service.ServiceSettings;
import dev.drlab.infra.compute.service.ServiceTaskRole;
import dev.drlab.infra.compute.service.ServiceTaskRoleProps;
import dev.drlab.infra.compute.task.ExecutionRole;
import dev.drlab.infra.compute.task.ExecutionRoleProps;
import dev.drlab.infra.compute.task.FargateTask;
import dev.drlab.infra.compute.task.FargateTaskProps;
import dev.drlab.infra.compute.task.TaskLogs;
import dev.drlab.infra.compute.task.TaskLogsProps;
import dev.drlab.infra.compute.task.TaskTrust;
import dev.drlab.infra.data.bucket.LogsBucket;
import dev.drlab.infra.routing.RegionCertificate;
import dev.drlab.infra.routing.RegionCertificateProps;
import dev.drlab.infra.stacks.base.Deployment;
import dev.drlab.infra.stacks.base.DrlabStack;
import dev.drlab.infra.stacks.base.Fact;
import dev.drlab.infra.stacks.config.DomainSettings;
import dev.drlab.infra.stacks.config.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code PrimaryAppStack} and {@code SecondaryAppStack}: the service of one region. The secondary's also has the
 * verifier. It needs only its own region.
 */
final class AppStack extends DrlabStack {
    private static final int LOG_DAYS = 30;
    private static final int PORT = 8080;
    private static final int GRACE_SECONDS = 60;
    private static final int CPU_TARGET_PERCENT = 60;

    private final Role role;
    private final String keyArn;
    private final Cluster cluster;

    AppStack(Deployment deployment, Role role) {
        super(deployment, role.title() + "AppStack", role);
        this.role = role;
        keyArn = facts().read(role, Fact.KEY_ARN);
        cluster = new Cluster(this, "cluster", new ClusterProps(names().cluster(), LOG_DAYS, keyArn));
        PublicBalancer balancer = balancer();
        if (config().wafEnabled()) {
            firewall(balancer);
        }
        service(balancer);
        if (role == Role.SECONDARY) {
            new VerifierTask(this, config(), facts(), cluster, LOG_DAYS);
        }
        publish(balancer);
        String url = config().domain()
                .map(domain -> "https://" + domain.hostOf(role))
                .orElseGet(() -> "http://" + balancer.dnsName());
        output("url", url, "The service in this region, whichever is active");
        if (config().domain().isEmpty()) {
            missing("domainName and hostedZoneId are empty: the listener speaks HTTP and there is no public name"
                    + (role == Role.PRIMARY ? "; the primary does not forward writes to an active secondary" : ""));
        }
    }

    private PublicBalancer balancer() {
        return new PublicBalancer(
                this,
                "balancer",
                new PublicBalancerProps(
                        names().project(),
                        facts().read(role, Fact.VPC_ID),
                        facts().readList(role, Fact.PUBLIC_SUBNETS),
                        List.of(facts().read(role, Fact.BALANCER_SECURITY_GROUP)),
                        config().domain().map(this::certificateArn),
                        names().bucket(role, "logs"),
                        LogsBucket.BALANCER_PREFIX,
                        PORT));
    }

    private void firewall(PublicBalancer balancer) {
        new WebFirewall(
                this,
                "firewall",
                new WebFirewallProps(
                        names().project(), balancer.arn(), LOG_DAYS, keyArn, config().accountId(), region()));
    }

    private String certificateArn(DomainSettings domain) {
        return domain.certificateArns()
                .map(arns -> arns.of(role))
                .orElseGet(() -> new RegionCertificate(
                                this,
                                "certificate",
                                new RegionCertificateProps(domain.hostedZoneId(), domain.hostOf(role), domain.name()))
                        .getCertificateArn());
    }

    private void service(PublicBalancer balancer) {
        FargateTask task = task();
        FargateService service = new FargateService(
                this,
                "service",
                new FargateServiceProps(
                        names().service(),
                        cluster.arn(),
                        task.arn(),
                        task.containerName(),
                        task.port(),
                        balancer.targetGroupArns(),
                        facts().readList(role, Fact.PRIVATE_SUBNETS),
                        List.of(facts().read(role, Fact.SERVICE_SECURITY_GROUP)),
                        config().service().initialTasks(role),
                        GRACE_SECONDS,
                        balancer.forwards()));
        new ServiceScaling(
                this,
                "scaling",
                // The resources' own names: the scalable target can only be registered once the service exists.
                new ServiceScalingProps(
                        cluster.name(),
                        service.name(),
                        config().service().initialTasks(role),
                        config().service().maxTasks(),
                        CPU_TARGET_PERCENT));
    }

    private FargateTask task() {
        TaskTrust trust = new TaskTrust(config().accountId(), region());
        TaskLogs logs = new TaskLogs(this, "logs", new TaskLogsProps(names().logGroup("service"), LOG_DAYS, keyArn));
        String secretArn = facts().read(role, Fact.DATABASE_SECRET_ARN);
        ExecutionRole execution = new ExecutionRole(
                this,
                "start",
                new ExecutionRoleProps(
                        names().global(role, "service-start"),
                        trust,
                        List.of(names().repositoryArn(role, "service")),
                        List.of(secretArn),
                        names().logGroupArn(role, "service"),
                        keyArn));
        ServiceTaskRole taskRole = new ServiceTaskRole(
                this,
                "role",
                new ServiceTaskRoleProps(
                        names().global(role, "service"),
                        trust,
                        names().controlTableArn(role),
                        names().controlTableArn(role.peer()),
                        names().bucketArn(role, "app-data"),
                        keyArn,
                        peerKeyArn()));
        ServiceSettings settings = new ServiceSettings(
                region(),
                names().region(role.peer()),
                PORT,
                names().verifiedDatabaseUrl(facts().read(role, Fact.DATABASE_HOST)),
                names().shared().controlTable(),
                peerUrl(),
                secretArn,
                Map.of(Variables.OBJECTS_BUCKET, names().bucket(role, "app-data")));
        return new FargateTask(
                this,
                "task",
                FargateTaskProps.builder(names().service(), names().image(role, "service", config().service()))
                        .port(PORT)
                        .environment(settings.environment())
                        .secrets(settings.secrets())
                        .roles(execution.arn(), taskRole.arn())
                        .logs(logs.name(), region())
                        .build());
    }

    /**
     * URL of the other region's service. Without a domain the primary's is a placeholder: it is deployed first and
     * cannot know the secondary's balancer.
     */
    private String peerUrl() {
        Optional<String> known = config().domain().map(domain -> "https://" + domain.hostOf(role.peer()));
        if (role == Role.PRIMARY) {
            return known.orElse("http://secondary." + names().project() + ".invalid");
        }
        return known.orElseGet(() -> "http://" + facts().read(Role.PRIMARY, Fact.BALANCER_HOST));
    }

    private void publish(PublicBalancer balancer) {
        facts().publish(Fact.BALANCER_HOST, balancer.dnsName());
        facts().publish(Fact.BALANCER_ZONE, balancer.zoneId());
        facts().publish(Fact.BALANCER_DIMENSION, balancer.arnSuffix());
        facts().publish(Fact.TARGET_GROUP_DIMENSION, balancer.dataTargetGroupArnSuffix());
        if (role == Role.PRIMARY) {
            facts().publishIn(Role.SECONDARY, Fact.BALANCER_HOST, balancer.dnsName());
            facts().publishIn(Role.SECONDARY, Fact.BALANCER_ZONE, balancer.zoneId());
        }
    }
}
