/**
 * Restores a versioned bucket to what it was at a moment. {@link dev.drlab.objects.Restore} is the way in. Works on S3
 * and on what speaks its API; never deletes a version.
 */
package dev.drlab.objects;
