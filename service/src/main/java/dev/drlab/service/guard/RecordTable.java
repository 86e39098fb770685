package dev.drlab.service.guard;

import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.ControlTable;
import java.time.Instant;
import java.util.Optional;

/** The calls of a {@link ControlTable} that the guard makes; any of them may throw when the table is out of reach. */
public interface RecordTable {
    /** A strongly consistent read. */
    Optional<AuthorityRecord> read();

    /** See {@link ControlTable#confirm}. */
    boolean confirm(long epoch, String region, Instant at);

    /** See {@link ControlTable#undrain}. */
    boolean undrain(long epoch, String token);

    static RecordTable of(ControlTable table) {
        return new RecordTable() {
            @Override
            public Optional<AuthorityRecord> read() {
                return table.read();
            }

            @Override
            public boolean confirm(long epoch, String region, Instant at) {
                return table.confirm(epoch, region, at);
            }

            @Override
            public boolean undrain(long epoch, String token) {
                return table.undrain(epoch, token);
            }
        };
    }
}
