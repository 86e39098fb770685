package dev.drlab.service.objects;

import dev.drlab.service.request.StoreException;
import java.util.Optional;

/** The service's objects in its region's bucket. */
public interface ObjectStore {
    /**
     * Stores an object, or a new version of it, and returns when the bucket has it.
     *
     * @return the bucket's name for this content, with quotes
     * @throws StoreException when it was not stored, or when that cannot be told
     */
    String put(String key, byte[] body, String contentType) throws StoreException;

    /** The object as it is now, if there is one. Throws {@link StoreException} when the bucket cannot be read. */
    Optional<StoredObject> get(String key) throws StoreException;
}
