package dev.drlab.cli.drill;

import dev.drlab.drill.cloud.Canaries;
import dev.drlab.drill.cloud.DrillCloud;
import dev.drlab.drill.cloud.DrillRegion;
import dev.drlab.drill.cloud.Executions;
import dev.drlab.drill.cloud.Fault;
import dev.drlab.drill.cloud.RegionFacts;
import dev.drlab.drill.move.NoCanaries;
import dev.drlab.region.Identity;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** RegionPair regions of an account, with the executions and canaries of the test. */
final class FakeDrillCloud implements DrillCloud {
    static final String R = "us-west-2";
    static final String P = "ap-southeast-2";
    static final String ACCOUNT = "123456789012";

    final FakeExecutions executions = new FakeExecutions();
    Supplier<Canaries> canaries = () -> new NoCanaries("the verifier was not asked");
    Fault fault;
    String runbookPeer = P;
    String account = ACCOUNT;

    @Override
    public DrillRegion region(String name) {
        return new DrillRegion() {
            @Override
            public Identity identity() {
                return new Identity(account, "arn:aws:sts::" + ACCOUNT + ":assumed-role/operator/me");
            }

            @Override
            public RegionFacts runbook() {
                String peer = name.equals(R) ? runbookPeer : R;
                return new RegionFacts(name, peer, "drlab", "drlab-service", "drlab-" + name, Duration.ZERO);
            }

            @Override
            public Executions executions() {
                return executions;
            }

            @Override
            public Fault fault(RegionFacts facts) {
                return fault;
            }

            @Override
            public Optional<Canaries> canaries() {
                return Optional.of(canaries.get());
            }

            @Override
            public String databaseVersion(String dbInstance) {
                return "PostgreSQL of the test";
            }

            @Override
            public void close() {
                // nothing was opened
            }
        };
    }
}
