package dev.drlab.objects;

/** How an overwritten key's current version relates to the version that a restore would bring back. */
enum Found {
    /** The same content under the same headers and metadata: there is nothing to do. */
    RESTORED,
    /** Something else. */
    OVERWRITTEN,
    /** It says that a restore wrote it, and nothing can prove or disprove that its bytes are still those. */
    NOT_COMPARABLE
}
