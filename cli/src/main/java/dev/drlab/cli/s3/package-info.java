/** {@code drlab s3}: commands over any bucket of S3 or of what speaks its API. */
package dev.drlab.cli.s3;
