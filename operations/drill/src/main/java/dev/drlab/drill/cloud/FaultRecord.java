package dev.drlab.drill.cloud;

import java.util.List;
import java.util.Objects;

/**
 * The state of a region before the fault, so that exactly that can be put back.
 *
 * @param region the region
 * @param account 12 digits
 * @param cluster of the service
 * @param service its name
 * @param desiredTasks of the service
 * @param minTasks of its scalable target; null without one
 * @param maxTasks of its scalable target; null without one
 * @param rules what admits somebody to the database
 */
public record FaultRecord(
        String region,
        String account,
        String cluster,
        String service,
        int desiredTasks,
        Integer minTasks,
        Integer maxTasks,
        List<Rule> rules) {
    /** Copies the list. */
    public FaultRecord {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(service, "service");
        rules = List.copyOf(rules);
        if ((minTasks == null) != (maxTasks == null)) {
            throw new IllegalArgumentException("a scalable target has both bounds");
        }
    }

    /**
     * A rule of a security group that admits somebody.
     *
     * @param group the security group
     * @param id of the rule
     * @param protocol {@code tcp}, or {@code -1} for all
     * @param fromPort the first port; -1 or null for all
     * @param toPort the last one
     * @param ipv4 who: an IPv4 range; of the four exactly one is there
     * @param ipv6 who: an IPv6 range
     * @param prefixList who: a list of ranges
     * @param otherGroup who: the members of a security group
     * @param description may be null
     */
    public record Rule(
            String group,
            String id,
            String protocol,
            Integer fromPort,
            Integer toPort,
            String ipv4,
            String ipv6,
            String prefixList,
            String otherGroup,
            String description) {
        /** Refuses a rule without a name. */
        public Rule {
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(protocol, "protocol");
        }

        /** The same for a port on which no database listens. */
        public Rule closed() {
            return new Rule(group, id, "tcp", DISCARD, DISCARD, ipv4, ipv6, prefixList, otherGroup, description);
        }

        /** True when it admits nobody: then a fault is in place already. */
        public boolean alreadyClosed() {
            return equals(closed());
        }

        private static final int DISCARD = 9;
    }
}
