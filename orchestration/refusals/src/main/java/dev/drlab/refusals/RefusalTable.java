package dev.drlab.refusals;

import java.util.List;
import java.util.stream.Stream;

/** All that is known of what AWS refuses beyond its own models of the requests. */
public final class RefusalTable {
    private RefusalTable() {}

    /** Every row, service by service. */
    public static List<Refusal> rows() {
        return Stream.<Refusal[]>of(
                        RdsRefusal.values(),
                        EcsRefusal.values(),
                        ScalingRefusal.values(),
                        SecretsManagerRefusal.values(),
                        SsmRefusal.values(),
                        SnsRefusal.values(),
                        CloudWatchRefusal.values(),
                        DynamoDbRefusal.values())
                .flatMap(Stream::of)
                .toList();
    }
}
