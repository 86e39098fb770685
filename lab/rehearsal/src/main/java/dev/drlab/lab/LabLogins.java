package dev.drlab.lab;

import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.network.Relay;
import dev.drlab.lab.simulation.postgres.OwnerRole;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.database.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The roles of the lab's databases, and connections as each of them. */
public final class LabLogins {
    private final LabRegions regions;
    private final LabSecrets secrets;
    private final Relay primaryFromSecondary;

    LabLogins(LabRegions regions, LabSecrets secrets, Relay primaryFromSecondary) {
        this.regions = regions;
        this.secrets = secrets;
        this.primaryFromSecondary = primaryFromSecondary;
    }

    /** A new connection to a region's database as the reader role, not over a link. */
    public Connection reader(String region) throws SQLException {
        return DriverManager.getConnection(regions.get(region).jdbcUrl(), DatabaseNames.READER_ROLE, secrets.reader());
    }

    /**
     * A region's database as the verifier sees it. The verifier stands in the secondary, as on AWS, and reaches the
     * primary's database over the peering.
     */
    public Endpoint verifierEndpoint(String region) {
        String url = region.equals(RegionNames.SECONDARY)
                ? regions.get(region).jdbcUrl()
                : LabLinks.jdbcUrl(primaryFromSecondary);
        return new Endpoint(
                region,
                url,
                Login.of(DatabaseNames.WRITER_ROLE, secrets.writer()),
                Login.of(DatabaseNames.READER_ROLE, secrets.reader()));
    }

    /** The roles for whoever started the lab; not the agent's, which no drain could close. */
    public List<LabStatus.DatabaseRole> roles() {
        return List.of(
                role(OwnerRole.NAME, "own tools: may create schemas and tables"),
                role(DatabaseNames.WRITER_ROLE, "the service's rows and canaries"),
                role(DatabaseNames.READER_ROLE, "reads"));
    }

    /** A region's database for the owner role: a {@code postgresql://} URL, not over a link. */
    public String databaseUrl(LabRegion region) {
        return region.databaseUrl(OwnerRole.NAME, secrets.owner());
    }

    /**
     * Password of a role, to show to whoever started the lab.
     *
     * @throws LabException when it is none of {@link #roles}
     */
    public String password(String role) {
        return switch (role) {
            case DatabaseNames.WRITER_ROLE -> secrets.writer();
            case DatabaseNames.READER_ROLE -> secrets.reader();
            case OwnerRole.NAME -> secrets.owner();
            default -> throw new LabException("there is no role '" + role + "'");
        };
    }

    private LabStatus.DatabaseRole role(String name, String purpose) {
        return new LabStatus.DatabaseRole(name, password(name), purpose);
    }
}
