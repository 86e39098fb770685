package dev.drlab.bootstrap;

import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The SDK clients that bootstrap uses, one of each per region. Whoever implements it closes them. */
public interface Cloud {
    EcrClient ecr(String region);

    S3Client s3(String region);

    LambdaClient lambda(String region);

    SfnClient sfn(String region);

    StsClient sts(String region);
}
