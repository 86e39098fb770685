package dev.drlab.readiness.check;

import dev.drlab.readiness.region.UnjudgedException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * The size of a database.
 *
 * @param identifier of the database
 * @param instanceClass such as {@code db.t4g.medium}
 * @param storageGib allocated storage, in GiB
 */
record DatabaseSize(String identifier, String instanceClass, int storageGib) {
    private static final List<String> SIZES = List.of("nano", "micro", "small", "medium", "large", "xlarge");
    private static final double UNKNOWN = -1;

    DatabaseSize {
        Objects.requireNonNull(identifier, "identifier");
        Objects.requireNonNull(instanceClass, "instanceClass");
    }

    /**
     * As RDS describes it.
     *
     * @throws UnjudgedException if it does not tell the size
     */
    static DatabaseSize of(DBInstance database) {
        if (database.dbInstanceClass() == null || database.allocatedStorage() == null) {
            throw new UnjudgedException("RDS does not tell class and storage of " + database.dbInstanceIdentifier());
        }
        return new DatabaseSize(
                database.dbInstanceIdentifier(), database.dbInstanceClass(), database.allocatedStorage());
    }

    /**
     * That its class is not known to be as large as the other's, and why; empty if it is. Two families differ in more than
     * their sizes tell, so neither is known to carry what the other does.
     */
    Optional<String> smallerClass(DatabaseSize other) {
        if (instanceClass.equals(other.instanceClass)) {
            return Optional.empty();
        }
        if (!family().equals(other.family())) {
            return Optional.of(classes(other) + ", which is of another family, so that it is not known to be as large");
        }
        if (steps() == UNKNOWN || other.steps() == UNKNOWN) {
            return Optional.of(classes(other) + ", whose sizes cannot be compared");
        }
        return steps() < other.steps() ? Optional.of(classes(other) + ", which is larger") : Optional.empty();
    }

    /** That it has less storage than the other, and how much; empty if it has not. */
    Optional<String> lessStorage(DatabaseSize other) {
        return storageGib < other.storageGib
                ? Optional.of(identifier + " has " + storageGib + " GiB of storage, " + other.identifier + " has "
                        + other.storageGib + " GiB")
                : Optional.empty();
    }

    private String classes(DatabaseSize other) {
        return identifier + " is a " + instanceClass + ", " + other.identifier + " a " + other.instanceClass;
    }

    private String family() {
        return instanceClass.substring(0, Math.max(instanceClass.lastIndexOf('.'), 0));
    }

    /** Sizes in steps that double, from nano; {@link #UNKNOWN} for one such as {@code metal}. */
    private double steps() {
        String size = instanceClass.substring(instanceClass.lastIndexOf('.') + 1);
        if (SIZES.contains(size)) {
            return SIZES.indexOf(size);
        }
        return size.matches("[1-9]\\d{0,2}xlarge")
                ? SIZES.indexOf("xlarge") + Math.log(Integer.parseInt(size.replace("xlarge", ""))) / Math.log(2)
                : UNKNOWN;
    }

    @Override
    public String toString() {
        return identifier + " (" + instanceClass + ", " + storageGib + " GiB)";
    }
}
