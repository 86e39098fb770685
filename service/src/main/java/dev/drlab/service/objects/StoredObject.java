package dev.drlab.service.objects;

/**
 * An object as it is read.
 *
 * @param body its bytes; must not be changed
 * @param contentType as it was stored
 * @param etag the bucket's name for this content, with quotes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StoredObject(byte[] body, String contentType, String etag) {}
