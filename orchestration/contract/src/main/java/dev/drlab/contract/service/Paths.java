package dev.drlab.contract.service;

/** The paths that the service answers. Balancer, health checks, traffic and accounts ask by these. */
public final class Paths {
    /** Whether the task is alive. */
    public static final String HEALTHZ = "/healthz";
    /** Whether the region may write. */
    public static final String ACTIVE = "/active";
    /** What the task sees of its database; for the inside only. */
    public static final String DBCHECK = "/dbcheck";
    /** For Prometheus; for the inside only. */
    public static final String METRICS = "/metrics";
    /** All items; one lies below it, by its id. */
    public static final String ITEMS = "/items";
    /** An object lies below it, by its key. */
    public static final String OBJECTS = "/objects";

    private Paths() {}

    /** Of one item. */
    public static String item(long id) {
        return ITEMS + "/" + id;
    }

    /** Of one object. */
    public static String object(String key) {
        return OBJECTS + "/" + key;
    }
}
