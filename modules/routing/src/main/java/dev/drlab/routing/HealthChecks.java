package dev.drlab.routing;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.route53_health_check.Route53HealthCheck;
import com.hashicorp.cdktf.providers.aws.route53_health_check.Route53HealthCheckConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * The checks that decide the failover name's answer, and those that only raise alarms.
 *
 * <p>An unreachable region is not active, so the inverted check of the secondary is healthy while the secondary is
 * dark and the primary keeps the name. The inverted check is one of its own, not a calculation over the plain one, so
 * that the calculated checks have endpoint checks as children only.
 */
final class HealthChecks extends Construct {
    private static final int HTTPS = 443;

    private final FailoverRoutingProps props;
    private final Route53HealthCheck primaryAlive;
    private final Route53HealthCheck primaryServes;
    private final Route53HealthCheck writerPresent;
    private final Route53HealthCheck twoWriters;

    HealthChecks(Construct scope, String id, FailoverRoutingProps props) {
        super(scope, id);
        this.props = props;
        String primary = props.primary().hostName();
        String secondary = props.secondary().hostName();
        primaryAlive = endpoint("primary-healthz", primary, "/healthz", false);
        Route53HealthCheck primaryActive = endpoint("primary-active", primary, "/active", false);
        Route53HealthCheck secondaryActive = endpoint("secondary-active", secondary, "/active", false);
        Route53HealthCheck secondaryNotActive = endpoint("secondary-not-active", secondary, "/active", true);

        primaryServes = atLeast(2, "primary-serves", primaryAlive, secondaryNotActive);
        writerPresent = atLeast(1, "writer-present", primaryActive, secondaryActive);
        twoWriters = atLeast(2, "two-writers", primaryActive, secondaryActive);
    }

    Route53HealthCheck primaryAlive() {
        return primaryAlive;
    }

    Route53HealthCheck primaryServes() {
        return primaryServes;
    }

    Route53HealthCheck writerPresent() {
        return writerPresent;
    }

    Route53HealthCheck twoWriters() {
        return twoWriters;
    }

    private Route53HealthCheck endpoint(String check, String host, String path, boolean inverted) {
        return new Route53HealthCheck(
                this,
                check,
                config(check)
                        .type("HTTPS")
                        .fqdn(host)
                        .port(HTTPS)
                        .enableSni(true)
                        .resourcePath(path)
                        .requestInterval(props.healthChecks().intervalSeconds())
                        .failureThreshold(props.healthChecks().failureThreshold())
                        .invertHealthcheck(inverted)
                        .build());
    }

    private Route53HealthCheck atLeast(int healthy, String check, Route53HealthCheck... children) {
        List<String> ids =
                Arrays.stream(children).map(Route53HealthCheck::getId).toList();
        return new Route53HealthCheck(
                this,
                check,
                config(check)
                        .type("CALCULATED")
                        .childHealthchecks(ids)
                        .childHealthThreshold(healthy)
                        .invertHealthcheck(false)
                        .build());
    }

    /** The new check before the old one is gone: a record without its check would count as healthy. */
    private Route53HealthCheckConfig.Builder config(String check) {
        return Route53HealthCheckConfig.builder()
                .tags(Map.of("Name", props.name() + "-" + check))
                .lifecycle(TerraformResourceLifecycle.builder()
                        .createBeforeDestroy(true)
                        .build());
    }
}
