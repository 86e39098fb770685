package dev.drlab.lab.simulation.aws.call;

/**
 * One call of an AWS operation, or of a function.
 *
 * @param service as in error names: {@code Rds}; {@code Lambda} for a function
 * @param operation the client's method: {@code promoteReadReplica}; {@code invoke} for a function
 * @param request what was asked: an SDK request, or a function's payload
 */
public record Call(String service, String operation, Object request) {
    /** True for {@code operation} of {@code service}, spelled as in this record. */
    public boolean is(String service, String operation) {
        return this.service.equals(service) && this.operation.equals(operation);
    }
}
