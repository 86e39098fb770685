package dev.drlab.lab.foreign;

import dev.drlab.lab.simulation.LabException;
import java.sql.SQLException;

/** The traffic of a foreign application, and the counts of its rows. */
public interface ForeignTraffic extends AutoCloseable {
    /** Points the application to the database of a region, as its owner would after a move. */
    void target(String region);

    /**
     * Rows that the application saw committed up to now, those of a run that goes on not among them. It does not wait.
     *
     * @throws LabException when the application has ended by itself: then it is not known what it saw
     */
    long acknowledged();

    /**
     * Counts, while no run goes on, what the database of {@code region} lacks of all that was acknowledged.
     *
     * @throws LabException when the application has ended by itself: then it is not known what it saw
     * @throws SQLException when the database cannot be read
     */
    ForeignLoss loss(String region) throws SQLException;

    /**
     * How many rows only the database of {@code old} has, acknowledged or not: as many transactions, since each is one row.
     * The application must not write there any more.
     *
     * @throws SQLException when one of the databases cannot be read
     */
    long onlyIn(String old, String active) throws SQLException;

    /** Ends the application after the run that goes on. Logs stay, and {@link #loss} can still be asked. */
    @Override
    void close();
}
