package dev.drlab.refusals;

/** The refusals of ECS. */
public enum EcsRefusal implements Refusal {
    CLUSTER_NOT_FOUND(
            "ecs: DescribeServices, UpdateService",
            "the cluster does not exist in that region",
            "ClusterNotFoundException",
            Row.AWS + "AmazonECS/latest/APIReference/API_DescribeServices.html"),
    NO_SERVICES(
            "ecs: DescribeServices",
            "no service is named",
            "InvalidParameterException",
            Row.GITHUB + "vend/ecs-cleaner/issues/2"),
    TOO_MANY_SERVICES(
            "ecs: DescribeServices",
            "more than 10 services are named",
            "InvalidParameterException",
            Row.GITHUB + "aws/aws-toolkit-vscode/issues/2362"),
    SERVICE_NOT_FOUND(
            "ecs: UpdateService",
            "the service does not exist in the cluster (DescribeServices answers with a failure instead)",
            "ServiceNotFoundException",
            Row.AWS + "AmazonECS/latest/APIReference/API_UpdateService.html"),
    SERVICE_NOT_ACTIVE(
            "ecs: UpdateService",
            "the service is being deleted (DRAINING) or was deleted (INACTIVE)",
            "ServiceNotActiveException",
            Row.GITHUB + "alchemy-run/alchemy/pull/1581"),
    NEGATIVE_COUNT(
            "ecs: UpdateService",
            "fewer than 0 tasks are desired",
            "InvalidParameterException",
            Row.AWS + "AmazonECS/latest/APIReference/API_UpdateService.html");

    private final Row row;

    EcsRefusal(String calls, String condition, String code, String source) {
        row = new Row(calls, condition, code, 400, source);
    }

    @Override
    public Row row() {
        return row;
    }
}
