package dev.drlab.lab.authority;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.agent.Agent;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.ControlTable;
import dev.drlab.contract.authority.Parity;
import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.lab.simulation.control.ControlEndpoint;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * One of {@link TwoRegions}: its control table with the two ways to it, its agent, and its database once there is one.
 * The ports of database and service stay the same over all rebuilds.
 */
final class Region {
    private static final Set<String> FENCING = Set.of("drain", "fence", "standDown", "reprotectStatus");

    private final String name;
    private final Parity parity;
    private final int databasePort;
    private final int servicePort;
    private final ControlEndpoint control;
    private final ControlEndpoint controlForPeer;
    private final ControlTable table;
    private Agent agent;
    private Optional<PostgresServer> server = Optional.empty();

    Region(
            String name,
            Parity parity,
            int databasePort,
            int servicePort,
            ControlEndpoint control,
            ControlEndpoint controlForPeer,
            ControlTable table) {
        this.name = name;
        this.parity = parity;
        this.databasePort = databasePort;
        this.servicePort = servicePort;
        this.control = control;
        this.controlForPeer = controlForPeer;
        this.table = table;
    }

    String name() {
        return name;
    }

    Parity parity() {
        return parity;
    }

    int databasePort() {
        return databasePort;
    }

    int servicePort() {
        return servicePort;
    }

    String databaseUrl() {
        return "jdbc:postgresql://127.0.0.1:" + databasePort + "/" + DatabaseNames.DATABASE + "?sslmode=disable";
    }

    /** The control table as this region's own service reaches it. */
    ControlEndpoint control() {
        return control;
    }

    /** The same table as the other region reaches it; stopped, this is a cut link. */
    ControlEndpoint controlForPeer() {
        return controlForPeer;
    }

    /** The control table by its own endpoint, over the SDK's client. */
    ControlTable table() {
        return table;
    }

    AuthorityRecord record() {
        return table.read().orElseThrow();
    }

    void agent(Agent newAgent) {
        agent = newAgent;
    }

    /** Gives authority to this region, whose database takes writes already; answers the new epoch. */
    long activate() {
        long epoch = agent("replicationStatus").get("nextEpoch").asLong();
        agent("raise", "epoch", epoch);
        agent("open", "epoch", epoch);
        return epoch;
    }

    /** Asks this region's agent; fields as name, value, name, value; a set is of roles that stay open. */
    JsonNode agent(String action, Object... fields) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("action", action);
        if (FENCING.contains(action)) {
            unfence(request, PostgresServer.SUPERUSER);
        }
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i + 1] instanceof Number number) {
                request.put((String) fields[i], number.longValue());
            } else if (fields[i + 1] instanceof Set<?> roles) {
                roles.forEach(role -> unfence(request, (String) role));
            } else {
                request.put((String) fields[i], fields[i + 1].toString());
            }
        }
        return agent.handle(request);
    }

    private static void unfence(ObjectNode request, String role) {
        request.withArray("unfencedRoles").addObject().put("role", role).put("reason", "the tests use it");
    }

    PostgresServer server() {
        return server.orElseThrow(() -> new IllegalStateException(name + " has no database yet"));
    }

    void server(PostgresServer newServer) {
        server = Optional.of(newServer);
    }

    /** Kills the database, if there is one. */
    void killServer() {
        server.ifPresent(PostgresServer::kill);
    }

    /** The region is lost: its database is killed, its control table answers nobody. */
    void goDark() {
        killServer();
        control.stop();
        controlForPeer.stop();
    }

    /** The region is back, with what it had on disk. */
    void comeBack() throws IOException {
        server().start();
        control.start();
        controlForPeer.start();
    }

    /** A connection as {@code role}; the caller closes it. */
    Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(databaseUrl(), role, TwoRegions.PASSWORD);
    }

    /** A connection as the writer role. */
    Connection writer() throws SQLException {
        return connect(DatabaseNames.WRITER_ROLE);
    }

    /** A connection as the writer role with settings for the session, such as {@code -c post_auth_delay=1}. */
    Connection writer(String options) throws SQLException {
        return connect(DatabaseNames.WRITER_ROLE, options);
    }

    /** A connection as {@code role} with settings for the session. */
    Connection connect(String role, String options) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", TwoRegions.PASSWORD);
        properties.setProperty("options", options);
        return DriverManager.getConnection(databaseUrl(), properties);
    }

    /** Makes an application role with a schema of its own name, as the agent would: it may log in. */
    void createApplication(String role) throws SQLException {
        try (Connection agent = connect(DatabaseNames.AGENT_ROLE);
                Statement statement = agent.createStatement()) {
            statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + TwoRegions.PASSWORD + "'");
            statement.execute("GRANT CREATE ON DATABASE " + DatabaseNames.DATABASE + " TO " + role);
        }
        try (Connection application = connect(role);
                Statement statement = application.createStatement()) {
            statement.execute("CREATE SCHEMA " + role);
            statement.execute("CREATE TABLE " + role + ".orders (id bigserial PRIMARY KEY, value text NOT NULL)");
        }
    }

    /** A load for the table of {@link #createApplication}. */
    static InsertLoad.Workload workloadOf(String role) {
        return new InsertLoad.Workload(role, "INSERT INTO " + role + ".orders (value) VALUES (?)");
    }

    /** Whether the catalog lets the role log in. */
    boolean mayLogIn(String role) throws SQLException {
        return "t".equals(query("SELECT rolcanlogin FROM pg_roles WHERE rolname = ?", role));
    }

    /** Runs one statement as superuser. */
    void execute(String sql) throws SQLException {
        try (Connection connection = server().superuser(DatabaseNames.DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row, as superuser; null when there is none. */
    String query(String sql, Object... parameters) throws SQLException {
        try (Connection connection = server().superuser(DatabaseNames.DATABASE);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    /** How many rows the service's table has. */
    long items() throws SQLException {
        return Long.parseLong(query("SELECT count(*) FROM items"));
    }

    /** Whether the catalog lets the writer role log in. */
    boolean writerMayLogIn() throws SQLException {
        return mayLogIn(DatabaseNames.WRITER_ROLE);
    }

    /** The token that closed the writer role; null when none did. */
    String drainToken() throws SQLException {
        return query("SELECT token FROM drlab_drain");
    }

    /** The epoch that the database carries. */
    long databaseEpoch() throws SQLException {
        String epoch = query("SELECT epoch FROM drlab_epoch");
        return epoch == null ? 0 : Long.parseLong(epoch);
    }
}
