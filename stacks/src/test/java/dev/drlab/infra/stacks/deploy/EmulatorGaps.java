package dev.drlab.infra.stacks.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Every gap and error of moto 5.2 that the stacks meet, with its replacement. A call that neither moto nor this list
 * can answer fails the test and names the call. So does a gap that no call needs.
 */
final class EmulatorGaps {
    private final List<EmulatorGap> gaps = new ArrayList<>();

    private EmulatorGaps() {}

    /**
     * The gaps, with stubs that hold no state yet.
     *
     * @param instances stand-in for RDS's instances and snapshots
     * @param functions runs the invoked functions
     * @param simulations simulates policies of roles
     */
    static List<EmulatorGap> all(RdsInstances instances, Functions functions, PolicySimulations simulations) {
        EmulatorGaps table = new EmulatorGaps();
        table.stateMachines();
        table.databases(instances);
        table.invocations(functions);
        table.keysAndSecrets();
        table.buckets();
        table.network();
        table.compute();
        table.backups();
        table.observability();
        table.readiness(simulations);
        table.teardown();
        return List.copyOf(table.gaps);
    }

    private void stateMachines() {
        gap(
                "states",
                "ValidateStateMachineDefinition",
                "not implemented; the provider calls it in every plan and repeats it for ever",
                (request, moto) -> AwsResponse.json("{\"result\":\"OK\",\"diagnostics\":[],\"truncated\":false}"));
        gap(
                "states",
                "ListStateMachineVersions",
                "not implemented; the provider reads it with every machine",
                (request, moto) -> AwsResponse.json("{\"stateMachineVersions\":[]}"));
    }

    private void databases(RdsInstances instances) {
        gap(
                "rds",
                "CreateDBInstance|CreateDBInstanceReadReplica|DescribeDBInstances|ModifyDBInstance|PromoteReadReplica"
                        + "|RebootDBInstance|DeleteDBInstance|CreateDBSnapshot|DescribeDBSnapshots",
                "every instance has the same resource id, so a rebuilt one looks like the old one; a replica is a copy of"
                        + " its source, protection and subnets included; a promoted replica still names its source; the"
                        + " source of a replica in another region cannot forget it; monitoring is not kept",
                (request, moto) -> instances.answer(request));
        gap(
                "rds",
                "AddTagsToResource",
                request -> request.parameter("ResourceName").contains(":db:"),
                "knows none of the instances that are answered above",
                (request, moto) -> instances.answer(request));
        gap(
                "rds",
                "DescribeOrderableDBInstanceOptions",
                "offers the versions of the day that it was made",
                (request, moto) -> AwsResponse.xml("<DescribeOrderableDBInstanceOptionsResponse"
                        + " xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\"><DescribeOrderableDBInstanceOptionsResult>"
                        + "<OrderableDBInstanceOptions><OrderableDBInstanceOption>"
                        + Xml.element("Engine", request.parameter("Engine"))
                        + Xml.element("EngineVersion", request.parameter("EngineVersion"))
                        + Xml.element("DBInstanceClass", request.parameter("DBInstanceClass"))
                        + "</OrderableDBInstanceOption></OrderableDBInstanceOptions>"
                        + "</DescribeOrderableDBInstanceOptionsResult></DescribeOrderableDBInstanceOptionsResponse>"));
        gap(
                "rds",
                "DescribeDBParameters",
                "does not say who set a parameter, by which the provider sees it, and reports a default as it was asked for",
                ParameterSources::describe);
    }

    private void invocations(Functions functions) {
        gap(
                "lambda",
                "POST /2015-03-31/functions/[^/]+/invocations",
                "runs functions in containers, of which there may be none",
                (request, moto) -> functions.invoke(request));
        gap(
                "states",
                "RedriveExecution",
                "not implemented",
                (request, moto) -> AwsResponse.json("{\"redriveDate\":1}"));
    }

    private void keysAndSecrets() {
        gap(
                "kms",
                "ReplicateKey",
                "drops the replica's tags, policy and description, for which the provider waits",
                MultiRegionKeys::replicate);
        gap(
                "kms",
                "DescribeKey",
                "shares one description of the key between its regions, so that each calls itself a replica",
                MultiRegionKeys::describe);
        KeyAliases aliases = new KeyAliases();
        gap(
                "kms",
                "CreateAlias|UpdateAlias|DeleteAlias|ListAliases",
                "shares the aliases of a multi-region key between its regions, so that the second cannot be made",
                (request, moto) -> aliases.answer(request));
        SecretReplicas secrets = new SecretReplicas();
        gap(
                "secretsmanager",
                "CreateSecret|ReplicateSecretToRegions|DescribeSecret",
                "forgets the keys of a secret's replicas",
                secrets::answer);
    }

    private void buckets() {
        BucketDocuments documents = new BucketDocuments();
        gap(
                "s3",
                "(GET|PUT|DELETE) /.*",
                request -> isOfBucket(request, "policy"),
                "applies statements that deny without their conditions, so a bucket that wants TLS refuses everything",
                documents::answer);
        gap(
                "s3",
                "(GET|PUT|DELETE) /.*",
                request -> isOfBucket(request, "logging"),
                "compares the log bucket's policy with one spelling of it, so that others are refused",
                documents::answer);
        gap(
                "s3",
                "(GET|PUT|DELETE) /.*",
                request -> isOfBucket(request, "replication"),
                "forgets the source selection criteria of a replication rule",
                documents::answer);
    }

    private void network() {
        SecurityGroupRuleDescriptions rules = new SecurityGroupRuleDescriptions();
        gap(
                "ec2",
                "AuthorizeSecurityGroupIngress|AuthorizeSecurityGroupEgress|DescribeSecurityGroupRules",
                "forgets the description of a rule that refers to a group",
                rules::answer);
        AclIcmpTypes icmp = new AclIcmpTypes();
        gap(
                "ec2",
                "CreateNetworkAclEntry|ReplaceNetworkAclEntry|DescribeNetworkAcls",
                "forgets ICMP type and code of an entry",
                icmp::answer);
        gap(
                "route53",
                "POST /2013-04-01/hostedzone",
                "gives a zone an id of any letters, where those of Route 53 begin with Z",
                (request, moto) -> {
                    AwsResponse zone = moto.send(request);
                    while (zone.status() == 201 && !zone.text().contains("<Id>/hostedzone/Z")) {
                        zone = moto.send(request);
                    }
                    return zone;
                });
    }

    private void compute() {
        ServiceSettings services = new ServiceSettings();
        gap(
                "ecs",
                "CreateService|UpdateService|DescribeServices",
                "forgets managed tags, grace period and rebalancing of a service, and starts none of its tasks",
                services::answer);
        ScalableTargetTags tags = new ScalableTargetTags();
        gap(
                "application-autoscaling",
                "RegisterScalableTarget|ListTagsForResource|TagResource|UntagResource",
                "keeps no tags of scalable targets",
                tags::answer);
        FunctionSettings functions = new FunctionSettings();
        gap(
                "lambda",
                "POST /2015-03-31/functions|(GET|PUT) /2015-03-31/functions/[^/]+(/configuration)?",
                "forgets key and log group of a function",
                functions::answer);
    }

    private void backups() {
        BackupSelections selections = new BackupSelections();
        gap(
                "backup",
                "(GET|PUT|DELETE) /backup/plans/[^/]+/selections/?.*",
                "backup selections are not implemented",
                (request, moto) -> selections.answer(request));
        gap(
                "backup",
                "GET /tags/.*",
                "reads the ARN of a request for tags only before a closing slash",
                (request, moto) -> moto.send(request.withPath(request.pathAndQuery() + "/")));
    }

    private void readiness(PolicySimulations simulations) {
        gap(
                "iam",
                "SimulatePrincipalPolicy",
                "policies are not simulated",
                (request, moto) -> simulations.answer(request));
        gap(
                "servicequotas",
                "GetServiceQuota",
                "has no quota of Fargate",
                (request, moto) -> AwsResponse.json("{\"Quota\":{\"Value\":6.0}}"));
        gap(
                "rds",
                "DescribeAccountAttributes",
                "not implemented",
                (request, moto) -> AwsResponse.xml(ReadinessGaps.accountAttributes(2)));
    }

    private void teardown() {
        gap(
                "s3",
                "POST /.*",
                request -> isOfBucket(request, "delete"),
                "forgets that the objects of a bucket have versions when its versioning is suspended, so that they cannot be"
                        + " deleted",
                SuspendedBuckets::delete);
        gap(
                "backup",
                "GET /backup-vaults/[^/]+/recovery-points.*",
                "recovery points of a vault are not listed, so that it cannot be emptied",
                (request, moto) -> AwsResponse.json("{\"RecoveryPoints\":[]}"));
        gap(
                "rds",
                "DescribeDBInstanceAutomatedBackups",
                "automated backups are not implemented",
                (request, moto) -> AwsResponse.xml("<DescribeDBInstanceAutomatedBackupsResponse"
                        + " xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\"><DescribeDBInstanceAutomatedBackupsResult>"
                        + "<DBInstanceAutomatedBackups/></DescribeDBInstanceAutomatedBackupsResult>"
                        + "</DescribeDBInstanceAutomatedBackupsResponse>"));
    }

    private void observability() {
        QueryDefinitions queries = new QueryDefinitions();
        gap(
                "logs",
                "PutQueryDefinition|DescribeQueryDefinitions|DeleteQueryDefinition",
                "saved queries are not implemented",
                (request, moto) -> queries.answer(request));
        Budgets budgets = new Budgets();
        gap(
                "budgets",
                "CreateBudget|CreateNotification|DescribeSubscribersForNotification|ListTagsForResource",
                "forgets a notification's subscribers and a budget's tags",
                budgets::answer);
        gap(
                "cloudtrail",
                "StartLogging|StopLogging",
                "knows a trail by its name only; the provider gives its ARN",
                (request, moto) ->
                        moto.send(request.withBody(request.text().replaceAll("arn:aws:cloudtrail:[^\"]*:trail/", ""))));
    }

    private static boolean isOfBucket(AwsRequest request, String document) {
        return request.pathAndQuery().matches("/[^/]+/?\\?" + document + "\\b.*");
    }

    private void gap(String service, String operation, String reason, EmulatorGap.Answer answer) {
        gap(service, operation, request -> true, reason, answer);
    }

    private void gap(
            String service, String operation, Predicate<AwsRequest> when, String reason, EmulatorGap.Answer answer) {
        gaps.add(new EmulatorGap(service, Pattern.compile(operation), when, reason, answer));
    }
}
