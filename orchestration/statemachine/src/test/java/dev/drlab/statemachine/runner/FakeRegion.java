package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.aws.AwsClients;
import dev.drlab.statemachine.aws.LambdaFunction;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * The sample machine's resources in memory: a database that becomes available at the third poll, and a service that
 * does not exist. Simulated: no AWS, no database.
 */
final class FakeRegion {
    private static final String RUNBOOK =
            "{\"database\":\"db-1\",\"engine\":\"postgres\",\"region\":\"us-west-2\",\"pollMillis\":250}";

    final List<String> calls = new CopyOnWriteArrayList<>();
    final FakeTime time = new FakeTime();
    private final AtomicInteger readings = new AtomicInteger();
    private volatile boolean promoted;

    Runner runner(Definition definition, ExecutionListener listener) {
        AwsClients clients = AwsClients.of(Map.of("ssm", Ssm::new, "rds", Rds::new, "ecs", Ecs::new));
        return new Runner(definition, clients, agent(), listener, time, new Random(7));
    }

    private LambdaFunction agent() {
        return (name, payload) -> {
            calls.add(name + " " + payload.path("action").asText() + " "
                    + payload.path("region").asText());
            return Lab.json("{\"fenced\": true}");
        };
    }

    boolean promoted() {
        return promoted;
    }

    /** The sample's final output, however often it was killed: {@code polls} counts completed polls only. */
    static JsonNode expectedOutput() {
        return Lab.json("{\"mode\":\"unplanned\",\"fenced\":true,\"polls\":3,"
                + "\"warnings\":[\"Ecs.ServiceNotFoundException\"]}");
    }

    private final class Ssm implements SsmClient {
        @Override
        public GetParameterResponse getParameter(GetParameterRequest request) {
            calls.add("ssm " + request.name());
            return GetParameterResponse.builder()
                    .parameter(Parameter.builder().value(RUNBOOK).build())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private final class Rds implements RdsClient {
        @Override
        public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
            calls.add("describe " + request.dbInstanceIdentifier() + " " + request.filters());
            String status = readings.incrementAndGet() < 3 ? "backing-up" : "available";
            return DescribeDbInstancesResponse.builder()
                    .dbInstances(DBInstance.builder().dbInstanceStatus(status).build())
                    .build();
        }

        @Override
        public PromoteReadReplicaResponse promoteReadReplica(PromoteReadReplicaRequest request) {
            calls.add("promote " + request.dbInstanceIdentifier() + " " + request.backupRetentionPeriod());
            promoted = true;
            return PromoteReadReplicaResponse.builder()
                    .dbInstance(
                            DBInstance.builder().dbInstanceStatus("modifying").build())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class Ecs implements EcsClient {
        @Override
        public UpdateServiceResponse updateService(UpdateServiceRequest request) {
            throw ServiceNotFoundException.builder()
                    .message("no service " + request.service())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
