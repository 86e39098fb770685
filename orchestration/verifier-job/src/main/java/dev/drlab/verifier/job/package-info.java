/**
 * The verifier as a scheduled job on AWS: configured by the environment, metrics to CloudWatch, the ledger's segments to
 * S3, the result as JSON on standard output. See {@code docs/verifier.md}.
 */
package dev.drlab.verifier.job;
