package dev.drlab.infra.observability.audit;

import com.hashicorp.cdktf.providers.aws.cloudwatch_query_definition.CloudwatchQueryDefinition;
import java.util.List;
import software.constructs.Construct;

/** Queries for CloudWatch Logs Insights that an operator needs in the first minutes. */
public final class SavedQueries extends Construct {
    /** Makes the queries below {@code scope}. */
    public SavedQueries(Construct scope, String id, SavedQueriesProps props) {
        super(scope, id);
        // Balancers write their own logs to S3 only; the tasks' lines tell of all but the requests that found no task.
        query(props, "errors-by-status", "balancer errors by status code", props.serviceLogGroup(), """
                fields @timestamp, formattedMessage
                | filter formattedMessage like / answered 5\\d\\d/
                | parse formattedMessage "* * answered *" as method, route, status
                | stats count(*) as errors by status, route, bin(5m)
                | sort errors desc""");
        query(props, "task-health", "task health", props.insightsLogGroup(), """
                fields @timestamp, ServiceName
                | filter Type = "Service"
                | stats min(RunningTaskCount) as running, max(DesiredTaskCount) as desired,
                    max(PendingTaskCount) as pending by ServiceName, bin(1m)""");
        query(props, "connections", "database connections per 5 min", props.databaseLogGroup(), """
                fields @timestamp, @message
                | filter @message like /connection authorized/
                | parse @message /user=(?<role>\\S+)/
                | stats count(*) as connections by role, bin(5m)""");
    }

    private void query(SavedQueriesProps props, String id, String name, String logGroup, String query) {
        CloudwatchQueryDefinition.Builder.create(this, id)
                .provider(props.provider())
                .name(props.folder() + "/" + name)
                .logGroupNames(List.of(logGroup))
                .queryString(query)
                .build();
    }
}
