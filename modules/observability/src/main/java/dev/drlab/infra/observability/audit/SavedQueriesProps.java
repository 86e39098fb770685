package dev.drlab.infra.observability.audit;

import com.hashicorp.cdktf.TerraformProvider;
import dev.drlab.infra.common.Require;

/**
 * @param folder that the queries are shown in
 * @param serviceLogGroup with the service's JSON lines; an answer of 500 or more must be
 *     {@code METHOD ROUTE answered STATUS}
 * @param insightsLogGroup of Container Insights
 * @param databaseLogGroup with PostgreSQL's log; {@code log_connections} must be on
 * @param provider of these groups' region; null: the stack's default
 */
public record SavedQueriesProps(
        String folder,
        String serviceLogGroup,
        String insightsLogGroup,
        String databaseLogGroup,
        TerraformProvider provider) {
    public SavedQueriesProps {
        Require.text("SavedQueriesProps.folder", folder);
        Require.text("SavedQueriesProps.serviceLogGroup", serviceLogGroup);
        Require.text("SavedQueriesProps.insightsLogGroup", insightsLogGroup);
        Require.text("SavedQueriesProps.databaseLogGroup", databaseLogGroup);
    }
}
