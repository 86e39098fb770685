package dev.drlab.infra.stacks.deploy;

import dev.drlab.infra.stacks.iam.Question;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rights that AWS checks for each call of Terraform and its provider during a plan. Objects, secrets, parameters
 * and keys are checked by name. Descriptions are checked on every resource: their actions support no resources, or the
 * role has the right on all. Sources: the Service Authorization Reference, page of each service. For S3: "Policies and
 * permissions in Amazon S3", as its actions have other names than the operations.
 */
final class PlannerQuestions implements Questioner {
    private static final String ANY = "*";
    /** Service name in the signature, where it is not the actions' prefix. */
    private static final Map<String, String> PREFIXES = Map.of("monitoring", "cloudwatch");
    /** Budgets has two actions for all its reads. */
    private static final Pattern BUDGET =
            Pattern.compile("Describe(Budget|NotificationsForBudget|SubscribersForNotification)");

    private static final List<Rest> RESTS = List.of(
            new Rest("backup", "GET /backup/plans/[^/]+/selections/[^/]+/?", "backup:GetBackupSelection"),
            new Rest("backup", "GET /backup/plans/[^/]+/?", "backup:GetBackupPlan"),
            new Rest("backup", "GET /backup-vaults/[^/]+/?", "backup:DescribeBackupVault"),
            new Rest("backup", "GET /tags/.+", "backup:ListTags"),
            new Rest("lambda", "GET /2015-03-31/functions/[^/]+/?", "lambda:GetFunction"),
            new Rest("lambda", "GET /2015-03-31/functions/[^/]+/versions", "lambda:ListVersionsByFunction"),
            new Rest(
                    "lambda",
                    "GET /2020-06-30/functions/[^/]+/code-signing-config",
                    "lambda:GetFunctionCodeSigningConfig"),
            new Rest("route53", "GET /2013-04-01/healthcheck/[^/]+", "route53:GetHealthCheck"),
            new Rest("route53", "GET /2013-04-01/hostedzone/[^/]+", "route53:GetHostedZone"),
            new Rest("route53", "GET /2013-04-01/hostedzone/[^/]+/rrset/?", "route53:ListResourceRecordSets"),
            new Rest("route53", "GET /2013-04-01/tags/.+", "route53:ListTagsForResource"),
            new Rest("scheduler", "GET /schedules/.+", "scheduler:GetSchedule"),
            new Rest("scheduler", "GET /schedule-groups/.+", "scheduler:GetScheduleGroup"),
            new Rest("scheduler", "GET /tags/.+", "scheduler:ListTagsForResource"));

    /** Query parameter of a read of a bucket, with the action that it needs. */
    private static final Map<String, String> OF_BUCKETS = new TreeMap<>(Map.ofEntries(
            Map.entry("accelerate", "s3:GetAccelerateConfiguration"),
            Map.entry("acl", "s3:GetBucketAcl"),
            Map.entry("cors", "s3:GetBucketCORS"),
            Map.entry("encryption", "s3:GetEncryptionConfiguration"),
            Map.entry("lifecycle", "s3:GetLifecycleConfiguration"),
            Map.entry("logging", "s3:GetBucketLogging"),
            Map.entry("object-lock", "s3:GetBucketObjectLockConfiguration"),
            Map.entry("ownershipControls", "s3:GetBucketOwnershipControls"),
            Map.entry("policy", "s3:GetBucketPolicy"),
            Map.entry("publicAccessBlock", "s3:GetBucketPublicAccessBlock"),
            Map.entry("replication", "s3:GetReplicationConfiguration"),
            Map.entry("requestPayment", "s3:GetBucketRequestPayment"),
            Map.entry("tagging", "s3:GetBucketTagging"),
            Map.entry("versioning", "s3:GetBucketVersioning"),
            Map.entry("website", "s3:GetBucketWebsite")));

    private static final Pattern OBJECT = Pattern.compile("/([^/]+)/(.+)");

    private final Account account;

    PlannerQuestions(Account account) {
        this.account = account;
    }

    /** An operation of a REST protocol, by method and path. */
    private record Rest(String service, Pattern call, String action) {
        Rest(String service, String call, String action) {
            this(service, Pattern.compile(call), action);
        }

        boolean is(AwsRequest request) {
            return service.equals(request.service())
                    && call.matcher(request.method() + " " + request.path()).matches();
        }
    }

    @Override
    public List<Question> of(AwsRequest request) throws IOException, InterruptedException {
        List<Question> asked = new ArrayList<>();
        switch (request.service()) {
            case "budgets" -> asked.add(Question.of(budgets(request), ANY));
            case "kms" -> keys(request, asked);
            case "s3" -> objects(request, asked);
            case "secretsmanager" -> secrets(request, asked);
            case "ssm" -> parameters(request, asked);
            case "sts" -> {
                if (!request.operation().equals("GetCallerIdentity")) { // allowed to all
                    throw new Questions.UnknownCallException(request);
                }
            }
            case "backup", "lambda", "route53", "scheduler" -> {
                String action = rest(request);
                asked.add(Question.of(action, ANY));
                if (action.equals("lambda:GetFunction")) {
                    // Without it the answer has no tags (Lambda API Reference, GetFunction, Tags).
                    asked.add(Question.of("lambda:ListTags", ANY));
                }
            }
            default ->
                asked.add(Question.of(
                        PREFIXES.getOrDefault(request.service(), request.service()) + ":" + request.operation(), ANY));
        }
        return asked;
    }

    private static String rest(AwsRequest request) {
        return RESTS.stream()
                .filter(rest -> rest.is(request))
                .findFirst()
                .orElseThrow(() -> new Questions.UnknownCallException(request))
                .action();
    }

    private static String budgets(AwsRequest request) {
        return BUDGET.matcher(request.operation()).matches() ? "budgets:ViewBudget" : "budgets:" + request.operation();
    }

    /** One of the keys is in us-east-1, where drlab has no other key. */
    private static void keys(AwsRequest request, List<Question> asked) {
        String id = Json.object(request.text()).path("KeyId").asText();
        String arn = id.startsWith("arn:") ? id : Questions.arn(request, "kms", "key/" + id);
        asked.add(Question.of("kms:" + request.operation(), id.isEmpty() ? ANY : arn));
    }

    private void objects(AwsRequest request, List<Question> asked) throws IOException, InterruptedException {
        Matcher object = OBJECT.matcher(request.path());
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        if (!reads) {
            throw new Questions.UnknownCallException(request);
        }
        if (object.matches()) {
            String key = URLDecoder.decode(request.path().substring(1), StandardCharsets.UTF_8);
            asked.add(Question.of("s3:GetObject", "arn:aws:s3:::" + key));
            asked.add(decrypts(request, "s3"));
            return;
        }
        String bucket = "arn:aws:s3:::" + request.path().replace("/", "");
        asked.add(Question.of(
                OF_BUCKETS.entrySet().stream()
                        .filter(entry -> request.asks(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("s3:ListBucket"), // a list, or HEAD of the bucket
                bucket));
    }

    private void secrets(AwsRequest request, List<Question> asked) throws IOException, InterruptedException {
        String action = "secretsmanager:" + request.operation();
        String id = Json.object(request.text()).path("SecretId").asText();
        asked.add(Question.of(action, id.isEmpty() ? ANY : account.secretArn(request.region(), id)));
        if (request.operation().equals("GetSecretValue")) {
            asked.add(decrypts(request, "secretsmanager"));
        }
    }

    private static void parameters(AwsRequest request, List<Question> asked) {
        String name = Json.object(request.text()).path("Name").asText();
        asked.add(Question.of(
                "ssm:" + request.operation(),
                request.operation().equals("GetParameter") ? Questions.arn(request, "ssm", "parameter" + name) : ANY));
    }

    private Question decrypts(AwsRequest request, String via) throws IOException, InterruptedException {
        return Question.of("kms:Decrypt", account.keyArn(request.region()))
                .with("kms:ViaService", via + "." + request.region() + ".amazonaws.com");
    }
}
