package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.infra.stacks.iam.Question;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rights that AWS checks for reads that only the readiness job makes. All other calls are those of drlab's other
 * programs. Sources: the Service Authorization Reference, page of each service. An action that supports no resources,
 * or a call that names none, is checked on {@code *}.
 */
final class ReadinessQuestions implements Questioner {
    private static final String ANY = "*";
    private static final Pattern CONFIGURATION = Pattern.compile("GET /2015-03-31/functions/([^/]+)/configuration");

    private final Account account;
    private final Questioner programs;

    /** @param programs answers for every other call */
    ReadinessQuestions(Account account, Questioner programs) {
        this.account = account;
        this.programs = programs;
    }

    @Override
    public List<Question> of(AwsRequest request) throws IOException, InterruptedException {
        Matcher configuration = CONFIGURATION.matcher(request.method() + " " + request.path());
        if (request.service().equals("lambda") && configuration.matches()) {
            return asked(
                    "lambda:GetFunctionConfiguration",
                    Questions.arn(request, "lambda", "function:" + configuration.group(1)));
        }
        String action = request.service() + ":" + request.operation();
        return switch (action) {
            case "acm:DescribeCertificate" -> asked(action, member(request, "CertificateArn"));
            case "ecr:DescribeImages" ->
                asked(action, Questions.arn(request, "ecr", "repository/" + member(request, "repositoryName")));
            case "iam:SimulatePrincipalPolicy" -> asked(action, request.parameter("PolicySourceArn"));
            case "kms:DescribeKey" -> asked(action, key(request));
            case "monitoring:DescribeAlarms", "monitoring:GetMetricData" ->
                asked(action.replace("monitoring:", "cloudwatch:"), ANY);
            case "rds:DescribeDBParameters" ->
                asked(action, Questions.arn(request, "rds", "pg:" + request.parameter("DBParameterGroupName")));
            case "secretsmanager:DescribeSecret" ->
                asked(action, account.secretArn(request.region(), member(request, "SecretId")));
            case "sns:ListSubscriptionsByTopic" -> asked(action, request.parameter("TopicArn"));
            case "application-autoscaling:DescribeScalableTargets",
                    "ecs:DescribeTaskDefinition",
                    "elasticloadbalancing:DescribeListeners",
                    "elasticloadbalancing:DescribeLoadBalancers",
                    "rds:DescribeAccountAttributes",
                    "servicequotas:GetServiceQuota" -> asked(action, ANY);
            default -> programs.of(request);
        };
    }

    private static String key(AwsRequest request) {
        String id = member(request, "KeyId");
        return id.startsWith("arn:") ? id : Questions.arn(request, "kms", "key/" + id);
    }

    private static String member(AwsRequest request, String name) {
        ObjectNode body = Json.object(request.text());
        return body.path(name).asText();
    }

    private static List<Question> asked(String action, String resource) {
        return List.of(Question.of(action, resource));
    }
}
