package dev.drlab.contract.runbook;

/** How long clients go on reaching a region on AWS whose public name leads to the other one. */
public final class ClientConnections {
    /**
     * Seconds for which a region's balancer keeps a client's connection ({@code client_keep_alive}). A kept connection is
     * resolved once.
     */
    public static final int KEPT_SECONDS = 60;

    /**
     * Seconds for which resolvers keep an answer of before: the public name is an alias of a balancer, which has this time
     * and no other.
     *
     * @see <a href="https://aws.amazon.com/route53/faqs/">Route 53 FAQs</a>
     */
    public static final int RESOLVED_SECONDS = 60;

    private ClientConnections() {}
}
