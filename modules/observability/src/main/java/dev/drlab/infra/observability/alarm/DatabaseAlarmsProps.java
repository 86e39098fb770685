package dev.drlab.infra.observability.alarm;

import dev.drlab.infra.common.Require;
import java.util.Objects;

/**
 * @param place in the database's region
 * @param identifier of the database
 * @param rpoTargetSeconds the replica may be behind, 1 to 86400
 * @param allocatedStorageGib of the database, 20 to 65536
 * @param maxSlotWalKeepMib the database's {@code max_slot_wal_keep_size}, in MiB
 */
public record DatabaseAlarmsProps(
        AlarmPlace place, String identifier, int rpoTargetSeconds, int allocatedStorageGib, int maxSlotWalKeepMib) {
    public DatabaseAlarmsProps {
        Objects.requireNonNull(place, "place");
        Require.text("DatabaseAlarmsProps.identifier", identifier);
        Require.between("DatabaseAlarmsProps.rpoTargetSeconds", rpoTargetSeconds, 1, 86_400);
        Require.between("DatabaseAlarmsProps.allocatedStorageGib", allocatedStorageGib, 20, 65_536);
        Require.between("DatabaseAlarmsProps.maxSlotWalKeepMib", maxSlotWalKeepMib, 1, allocatedStorageGib * 1024);
    }
}
