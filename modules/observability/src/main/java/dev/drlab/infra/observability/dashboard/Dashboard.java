package dev.drlab.infra.observability.dashboard;

import com.hashicorp.cdktf.providers.aws.cloudwatch_dashboard.CloudwatchDashboard;
import software.constructs.Construct;

/** One dashboard over both regions, with the measured RPO and RTO against their targets on top. */
public final class Dashboard extends Construct {
    /** Makes the dashboard below {@code scope}. */
    public Dashboard(Construct scope, String id, DashboardProps props) {
        super(scope, id);
        CloudwatchDashboard.Builder.create(this, "dashboard")
                .provider(props.provider())
                .dashboardName(props.name())
                .dashboardBody(DashboardBody.of(props))
                .build();
    }
}
