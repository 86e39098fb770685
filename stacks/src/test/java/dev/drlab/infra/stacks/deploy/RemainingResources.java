package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * Resources of a project that are still in a region: databases, and every resource with the project's tag, except keys.
 */
final class RemainingResources {
    private static final String ECS = "AmazonEC2ContainerServiceV20141113.";
    private static final String EC2_VERSION = "2016-11-15";

    private final EmulatedCloud cloud;
    private final String project;

    RemainingResources(EmulatedCloud cloud, String project) {
        this.cloud = cloud;
        this.project = project;
    }

    /** Their ARNs. Types that AWS still lists for a while after their deletion are asked for their state. */
    List<String> in(String region) throws IOException, InterruptedException {
        List<String> left = new ArrayList<>();
        try (RdsClient rds = cloud.rds(region)) {
            rds.describeDBInstances().dbInstances().forEach(each -> left.add(each.dbInstanceArn()));
        }
        for (String arn : tagged(region)) {
            if (!arn.contains(":kms:") && !isGone(region, arn)) {
                left.add(arn);
            }
        }
        return left;
    }

    private List<String> tagged(String region) throws IOException, InterruptedException {
        ObjectNode wanted = Json.MAPPER.createObjectNode();
        wanted.putArray("TagFilters")
                .addObject()
                .put("Key", "Project")
                .putArray("Values")
                .add(project);
        List<String> arns = new ArrayList<>();
        cloud.json(region, "tagging", "ResourceGroupsTaggingAPI_20170126.GetResources", wanted)
                .path("ResourceTagMappingList")
                .forEach(each -> arns.add(each.path("ResourceARN").asText()));
        return arns;
    }

    private boolean isGone(String region, String arn) throws IOException, InterruptedException {
        String id = arn.substring(arn.lastIndexOf('/') + 1);
        if (arn.contains(":natgateway/")) {
            return ec2(region, "DescribeNatGateways", "NatGatewayId.1", id).contains("<state>deleted");
        }
        if (arn.contains(":vpc-peering-connection/")) {
            return ec2(region, "DescribeVpcPeeringConnections", "VpcPeeringConnectionId.1", id)
                    .contains("<code>deleted");
        }
        if (arn.contains(":ecs:")) {
            return !ecs(region, arn).contains("\"ACTIVE\"");
        }
        return false;
    }

    private String ec2(String region, String action, String member, String id)
            throws IOException, InterruptedException {
        return cloud.query(region, "ec2", EC2_VERSION, action, Map.of(member, id));
    }

    /** The status of a cluster, a service or a task definition; empty if its cluster is unknown. */
    private String ecs(String region, String arn) throws IOException, InterruptedException {
        String[] path = arn.substring(arn.lastIndexOf(':') + 1).split("/");
        ObjectNode request = Json.MAPPER.createObjectNode();
        if (arn.contains(":task-definition/")) {
            return status(region, "DescribeTaskDefinition", request.put("taskDefinition", arn));
        }
        if (arn.contains(":cluster/")) {
            request.putArray("clusters").add(arn);
            return status(region, "DescribeClusters", request);
        }
        request.put("cluster", path[1]).putArray("services").add(arn);
        return status(region, "DescribeServices", request);
    }

    private String status(String region, String action, ObjectNode request) throws IOException, InterruptedException {
        try {
            return cloud.json(region, "ecs", ECS + action, request).findValuesAsText("status").stream()
                    .map(status -> '"' + status + '"')
                    .toList()
                    .toString();
        } catch (IOException e) {
            if (e.getMessage().contains("ClusterNotFoundException")) {
                return "";
            }
            throw e;
        }
    }
}
