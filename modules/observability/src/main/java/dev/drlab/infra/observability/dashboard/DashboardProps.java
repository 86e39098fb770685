package dev.drlab.infra.observability.dashboard;

import com.hashicorp.cdktf.TerraformProvider;
import dev.drlab.infra.common.Require;
import dev.drlab.infra.observability.VerifierMetrics;
import java.util.Objects;

/**
 * @param name of the dashboard
 * @param primary shown left
 * @param secondary shown right
 * @param verifierRegion where the verifier publishes
 * @param verifier what it publishes
 * @param rpoTargetSeconds 1 to 86400
 * @param rtoTargetMinutes 1 to 1440
 * @param provider of the dashboard; null: the stack's default. Dashboards are global, the region only decides who is asked
 */
public record DashboardProps(
        String name,
        RegionView primary,
        RegionView secondary,
        String verifierRegion,
        VerifierMetrics verifier,
        int rpoTargetSeconds,
        int rtoTargetMinutes,
        TerraformProvider provider) {
    public DashboardProps {
        Require.text("DashboardProps.name", name);
        Objects.requireNonNull(primary, "primary");
        Objects.requireNonNull(secondary, "secondary");
        if (primary.region().equals(secondary.region())) {
            throw new IllegalArgumentException(
                    "DashboardProps.secondary is in " + secondary.region() + "; it must be in another region");
        }
        Require.text("DashboardProps.verifierRegion", verifierRegion);
        Objects.requireNonNull(verifier, "verifier");
        Require.between("DashboardProps.rpoTargetSeconds", rpoTargetSeconds, 1, 86_400);
        Require.between("DashboardProps.rtoTargetMinutes", rtoTargetMinutes, 1, 1440);
    }
}
