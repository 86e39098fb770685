package dev.drlab.service.items;

import dev.drlab.service.request.RequestDeadline;
import dev.drlab.service.request.StoreException;
import java.util.List;
import java.util.Optional;

/** The service's rows. */
public interface ItemStore {
    /** The most that the values of one list have together, in bytes of UTF-8, unless it has only one. */
    int LARGEST_LIST = 2 * 1024 * 1024;

    /**
     * Writes a row, or finds the one that its key made before, and returns when it is committed and durable.
     *
     * @param epoch written only if the database carries this epoch
     * @param timeLimit longest wait for a connection
     * @throws StoreException when it was not written, or when that cannot be told
     */
    Stored insert(NewItem item, String region, long epoch, RequestDeadline timeLimit) throws StoreException;

    /** The row with this id, if there is one. Throws {@link StoreException} when the database cannot be read. */
    Optional<Item> find(long id, RequestDeadline timeLimit) throws StoreException;

    /**
     * The newest rows first, {@code limit} of them at most; fewer where their values would have more than
     * {@value #LARGEST_LIST} bytes, but never none while there is one. Throws {@link StoreException} like {@link #find}.
     */
    List<Item> newest(int limit, RequestDeadline timeLimit) throws StoreException;
}
