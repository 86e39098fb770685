package dev.drlab.infra.compute.balancer;

import dev.drlab.contract.service.Paths;
import java.util.List;

/**
 * The paths that are open to the public. Everything else gets 404 from the balancer; {@code /dbcheck} and {@code
 * /metrics} are for the inside only.
 */
final class PublicPaths {
    /** Not answered even below an allowed path: the service resolves {@code /items/../metrics} to {@code /metrics}. */
    static final List<String> CLIMBING = List.of("*/../*", "*/..");

    static final List<String> STATUS = List.of(Paths.HEALTHZ, Paths.ACTIVE);
    static final List<String> DATA = List.of(Paths.ITEMS, Paths.ITEMS + "/*", Paths.object("*"));

    private PublicPaths() {}
}
