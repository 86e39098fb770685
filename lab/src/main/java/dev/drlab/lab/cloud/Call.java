package dev.drlab.lab.cloud;

import software.amazon.awssdk.core.SdkRequest;

/**
 * One call of an AWS operation.
 *
 * @param service as in error names: {@code Rds}
 * @param operation the client's method: {@code promoteReadReplica}
 * @param request what was asked
 */
public record Call(String service, String operation, SdkRequest request) {
    /** True for {@code operation} of {@code service}, spelled as in this record. */
    public boolean is(String service, String operation) {
        return this.service.equals(service) && this.operation.equals(operation);
    }
}
