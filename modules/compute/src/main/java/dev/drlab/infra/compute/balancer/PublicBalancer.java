package dev.drlab.infra.compute.balancer;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.lb.Lb;
import com.hashicorp.cdktf.providers.aws.lb.LbAccessLogs;
import com.hashicorp.cdktf.providers.aws.lb_listener.LbListener;
import com.hashicorp.cdktf.providers.aws.lb_listener.LbListenerDefaultAction;
import com.hashicorp.cdktf.providers.aws.lb_listener.LbListenerDefaultActionFixedResponse;
import com.hashicorp.cdktf.providers.aws.lb_listener.LbListenerDefaultActionRedirect;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRule;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleAction;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleActionFixedResponse;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleCondition;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleConditionPathPattern;
import com.hashicorp.cdktf.providers.aws.lb_target_group.LbTargetGroup;
import com.hashicorp.cdktf.providers.aws.lb_target_group.LbTargetGroupHealthCheck;
import dev.drlab.contract.runbook.ClientConnections;
import dev.drlab.contract.service.Paths;
import java.util.List;
import software.constructs.Construct;

/**
 * The balancer that the public talks to. With a certificate it speaks TLS 1.2 and newer and redirects HTTP; without one it
 * speaks HTTP. It answers 404 itself to everything but the service's public paths.
 *
 * <p>The same tasks stand in two target groups, one for what health checkers ask and one for items and objects: a standby
 * answers {@code /active} with 503 by design, and those answers must not count as errors.
 */
public final class PublicBalancer extends Construct {
    private static final String TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";
    private static final String NOT_FOUND = "{\"error\": \"not found\"}";

    private final Lb balancer;
    private final LbTargetGroup statusTargets;
    private final LbTargetGroup dataTargets;
    private final LbListener listener;
    private final List<LbListenerRule> forwards;

    /** Makes balancer, target group, listeners and rules below {@code scope}. */
    public PublicBalancer(Construct scope, String id, PublicBalancerProps props) {
        super(scope, id);
        balancer = balancer(props);
        statusTargets = targets("status-targets", props.name() + "-status", props);
        dataTargets = targets("data-targets", props.name() + "-data", props);
        listener = props.certificateArn().map(this::tls).orElseGet(this::plain);
        refuse(1, PublicPaths.CLIMBING);
        forwards = List.of(
                forward("status", 10, PublicPaths.STATUS, statusTargets),
                forward("data", 20, PublicPaths.DATA, dataTargets));
    }

    private Lb balancer(PublicBalancerProps props) {
        Lb made = Lb.Builder.create(this, "balancer")
                .name(props.name())
                .loadBalancerType("application")
                .internal(false)
                .subnets(props.subnetIds())
                .securityGroups(props.securityGroupIds())
                .enableDeletionProtection(true)
                .dropInvalidHeaderFields(true)
                // Below the 75 s for which the service keeps a connection: whoever closes first must not be the target.
                .idleTimeout(60)
                .accessLogs(LbAccessLogs.builder()
                        .bucket(props.accessLogsBucket())
                        .prefix(props.accessLogsPrefix())
                        .enabled(true)
                        .build())
                .build();
        // A kept connection is resolved once: after the default of an hour clients would still talk to the old region.
        made.addOverride("client_keep_alive", ClientConnections.KEPT_SECONDS);
        return made;
    }

    private LbTargetGroup targets(String id, String name, PublicBalancerProps props) {
        return LbTargetGroup.Builder.create(this, id)
                .name(name)
                .vpcId(props.vpcId())
                .targetType("ip")
                .protocol("HTTP")
                .port(props.targetPort())
                // Longer than any request takes: 3 s for a forward, 5 s at the service's end.
                .deregistrationDelay("15")
                .healthCheck(LbTargetGroupHealthCheck.builder()
                        .enabled(true)
                        .protocol("HTTP")
                        .path(Paths.HEALTHZ)
                        .matcher("200")
                        .interval(10)
                        .timeout(5)
                        .healthyThreshold(2)
                        .unhealthyThreshold(3)
                        .build())
                .build();
    }

    private LbListener tls(String certificateArn) {
        LbListener.Builder.create(this, "redirect")
                .loadBalancerArn(balancer.getArn())
                .port(80)
                .protocol("HTTP")
                .defaultAction(List.of(LbListenerDefaultAction.builder()
                        .type("redirect")
                        .redirect(LbListenerDefaultActionRedirect.builder()
                                .protocol("HTTPS")
                                .port("443")
                                .statusCode("HTTP_301")
                                .build())
                        .build()))
                .build();
        return LbListener.Builder.create(this, "https")
                .loadBalancerArn(balancer.getArn())
                .port(443)
                .protocol("HTTPS")
                .sslPolicy(TLS_POLICY)
                .certificateArn(certificateArn)
                .defaultAction(List.of(notFound()))
                .build();
    }

    private LbListener plain() {
        return LbListener.Builder.create(this, "http")
                .loadBalancerArn(balancer.getArn())
                .port(80)
                .protocol("HTTP")
                .defaultAction(List.of(notFound()))
                .build();
    }

    private static LbListenerDefaultAction notFound() {
        return LbListenerDefaultAction.builder()
                .type("fixed-response")
                .fixedResponse(LbListenerDefaultActionFixedResponse.builder()
                        .contentType("application/json")
                        .messageBody(NOT_FOUND)
                        .statusCode("404")
                        .build())
                .build();
    }

    private void refuse(int priority, List<String> paths) {
        rule(
                "climbing",
                priority,
                paths,
                LbListenerRuleAction.builder()
                        .type("fixed-response")
                        .fixedResponse(LbListenerRuleActionFixedResponse.builder()
                                .contentType("application/json")
                                .messageBody(NOT_FOUND)
                                .statusCode("404")
                                .build())
                        .build());
    }

    private LbListenerRule forward(String id, int priority, List<String> paths, LbTargetGroup targets) {
        return rule(
                id,
                priority,
                paths,
                LbListenerRuleAction.builder()
                        .type("forward")
                        .targetGroupArn(targets.getArn())
                        .build());
    }

    private LbListenerRule rule(String id, int priority, List<String> paths, LbListenerRuleAction action) {
        return LbListenerRule.Builder.create(this, id)
                .listenerArn(listener.getArn())
                .priority(priority)
                .condition(List.of(LbListenerRuleCondition.builder()
                        .pathPattern(LbListenerRuleConditionPathPattern.builder()
                                .values(paths)
                                .build())
                        .build()))
                .action(List.of(action))
                .build();
    }

    /** The balancer's ARN. */
    public String arn() {
        return balancer.getArn();
    }

    /** The part of the ARN that is the dimension {@code LoadBalancer} of its metrics. */
    public String arnSuffix() {
        return balancer.getArnSuffix();
    }

    /** The balancer's own host name. */
    public String dnsName() {
        return balancer.getDnsName();
    }

    /** The hosted zone of that name, for alias records. */
    public String zoneId() {
        return balancer.getZoneId();
    }

    /** ARNs of both target groups; the same tasks belong in both. */
    public List<String> targetGroupArns() {
        return List.of(statusTargets.getArn(), dataTargets.getArn());
    }

    /** The dimension {@code TargetGroup} of the metrics of items and objects, without health checkers' requests. */
    public String dataTargetGroupArnSuffix() {
        return dataTargets.getArnSuffix();
    }

    /** The resources that must exist before ECS accepts the target groups: these have to be in use by a listener. */
    public List<ITerraformDependable> forwards() {
        return List.copyOf(forwards);
    }
}
