package dev.drlab.bootstrap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.AuthorizationData;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenRequest;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenResponse;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;
import software.amazon.awssdk.services.sts.StsClient;

/** An account with two regions that remembers what was asked of it. */
final class FakeCloud implements Cloud {
    static final String DIGEST = "sha256:" + "a1".repeat(32);

    final Set<String> buckets = new HashSet<>();
    final Set<String> objects = new HashSet<>();
    final Set<String> images = new HashSet<>();
    /** Of images whose digest is another than {@link #DIGEST}. */
    final Map<String, String> digests = new HashMap<>();

    final List<String> calls = new ArrayList<>();
    final List<ExecutionListItem> running = new ArrayList<>();
    final Deque<DescribeExecutionResponse> states = new ArrayDeque<>();
    String functionError;

    @Override
    public S3Client s3(String region) {
        return new S3Client() {
            @Override
            public HeadObjectResponse headObject(HeadObjectRequest request) {
                if (!objects.contains(request.bucket() + "/" + request.key())) {
                    throw NoSuchKeyException.builder().statusCode(404).build();
                }
                return HeadObjectResponse.builder().build();
            }

            @Override
            public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
                if (!buckets.contains(request.bucket())) {
                    throw NoSuchBucketException.builder().statusCode(404).build();
                }
                calls.add("put " + region);
                objects.add(request.bucket() + "/" + request.key());
                return PutObjectResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return "s3";
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public EcrClient ecr(String region) {
        return new EcrClient() {
            @Override
            public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
                String image = region + "/" + request.repositoryName() + ":"
                        + request.imageIds().get(0).imageTag();
                if (!images.contains(image)) {
                    throw ImageNotFoundException.builder().build();
                }
                return DescribeImagesResponse.builder()
                        .imageDetails(detail -> detail.imageDigest(digests.getOrDefault(image, DIGEST)))
                        .build();
            }

            @Override
            public GetAuthorizationTokenResponse getAuthorizationToken(GetAuthorizationTokenRequest request) {
                return GetAuthorizationTokenResponse.builder()
                        .authorizationData(AuthorizationData.builder()
                                .authorizationToken(Base64.getEncoder()
                                        .encodeToString(("AWS:secret-" + region).getBytes(StandardCharsets.UTF_8)))
                                .build())
                        .build();
            }

            @Override
            public GetAuthorizationTokenResponse getAuthorizationToken() {
                return getAuthorizationToken(
                        GetAuthorizationTokenRequest.builder().build());
            }

            @Override
            public String serviceName() {
                return "ecr";
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public LambdaClient lambda(String region) {
        return new LambdaClient() {
            @Override
            public InvokeResponse invoke(InvokeRequest request) {
                calls.add("invoke " + region + " " + request.functionName() + " "
                        + request.payload().asUtf8String());
                return InvokeResponse.builder()
                        .functionError(functionError)
                        .payload(SdkBytes.fromUtf8String("{\"migrated\":true}"))
                        .build();
            }

            @Override
            public String serviceName() {
                return "lambda";
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public SfnClient sfn(String region) {
        return new SfnClient() {
            @Override
            public ListExecutionsResponse listExecutions(ListExecutionsRequest request) {
                return ListExecutionsResponse.builder()
                        .executions(
                                request.statusFilter() == ExecutionStatus.RUNNING
                                        ? running
                                        : List.<ExecutionListItem>of())
                        .build();
            }

            @Override
            public StartExecutionResponse startExecution(StartExecutionRequest request) {
                calls.add("start " + request.stateMachineArn() + " " + request.input());
                return StartExecutionResponse.builder().executionArn("arn:new").build();
            }

            @Override
            public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
                calls.add("describe " + request.executionArn());
                return states.size() > 1 ? states.poll() : states.peek();
            }

            @Override
            public String serviceName() {
                return "states";
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public StsClient sts(String region) {
        throw new UnsupportedOperationException("sts");
    }
}
