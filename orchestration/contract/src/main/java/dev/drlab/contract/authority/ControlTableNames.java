package dev.drlab.contract.authority;

/** The names of the control table that its code, its stack and the policies on it agree on. */
public final class ControlTableNames {
    /** The key attribute, a string. */
    public static final String KEY = "pk";
    /** Key of the authority record's item. */
    public static final String AUTHORITY = "authority";
    /** Key of the item that lets one state machine at a time act on a region. */
    public static final String LOCK = "lock";

    private ControlTableNames() {}
}
