package dev.drlab.readiness.check;

import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.readiness.region.RegionReads;
import dev.drlab.readiness.region.Right;
import dev.drlab.readiness.region.UnjudgedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** The standby's tasks, and what more of them would be made of. */
final class ServiceChecks {
    private ServiceChecks() {}

    static Seen tasks(Subject subject) {
        String own = subject.own().region();
        Service service = subject.service()
                .filter(found -> "ACTIVE".equals(found.status()))
                .orElseThrow(() -> new MissingPart(Finding.blocks(
                        "there is no active service " + subject.runbook().text(RunbookField.ECS_SERVICE) + " in " + own,
                        "deploy the app stack of " + own)));
        int wanted = subject.runbook().number(RunbookField.STANDBY_TASKS);
        List<Finding> findings = new ArrayList<>();
        if (service.runningCount() == 0) {
            findings.add(Finding.blocks(
                    "no task of " + service.serviceName() + " runs in " + own + ", and activate wants a healthy one",
                    "aws ecs update-service --cluster " + subject.runbook().text(RunbookField.ECS_CLUSTER)
                            + " --service " + service.serviceName() + " --desired-count " + wanted + " --region "
                            + own));
        } else if (service.runningCount() < wanted) {
            findings.add(Finding.warns(
                    service.runningCount() + " of " + wanted + " tasks of the standby run in " + own,
                    "look at the service's events: aws ecs describe-services"));
        }
        for (Deployment deployment : service.deployments()) {
            if (deployment.rolloutState() == DeploymentRolloutState.FAILED) {
                findings.add(Finding.blocks(
                        "the deployment of " + deployment.taskDefinition() + " in " + own + " failed: "
                                + deployment.rolloutStateReason(),
                        "mend what the reason names, and deploy the app stack of " + own));
            }
        }
        return new Seen(service.runningCount() + " of " + wanted + " tasks of the standby run", findings);
    }

    static Seen capacity(Subject subject) {
        String own = subject.own().region();
        String resource = "service/" + subject.runbook().text(RunbookField.ECS_CLUSTER) + "/"
                + subject.runbook().text(RunbookField.ECS_SERVICE);
        int wanted = subject.runbook().number(RunbookField.DESIRED_TASKS);
        Optional<ScalableTarget> target = subject
                .own()
                .ask(
                        Right.DESCRIBE_SCALABLE_TARGETS,
                        ApplicationAutoScalingClient.class,
                        scaling -> scaling.describeScalableTargets(
                                r -> r.serviceNamespace(ServiceNamespace.ECS).resourceIds(resource)))
                .scalableTargets()
                .stream()
                .findFirst();
        if (target.isEmpty()) {
            return Seen.wrong(
                    Finding.blocks(resource + " is no scalable target in " + own, "deploy the app stack of " + own));
        }
        int most = target.get().maxCapacity();
        String fact = "scaling in " + own + " ends at " + most + " tasks, full capacity is " + wanted;
        return most < wanted
                ? Seen.wrong(Finding.blocks(
                        fact,
                        "aws application-autoscaling register-scalable-target --service-namespace ecs --resource-id "
                                + resource + " --scalable-dimension ecs:service:DesiredCount --max-capacity "
                                + subject.runbook().number(RunbookField.MAX_TASKS) + " --region " + own))
                : Seen.right(fact);
    }

    static Seen image(Subject subject) {
        List<Finding> findings = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (ContainerDefinition container : subject.task().containerDefinitions()) {
            Optional<String> own = digest(subject.own(), container.image());
            if (own.isEmpty()) {
                findings.add(Finding.blocks(
                        "the registry of " + subject.own().region() + " has no image " + container.image()
                                + ": no further task would start",
                        "drlab bootstrap artifacts, which pushes it to both registries"));
                continue;
            }
            Optional<ContainerDefinition> twin = subject.peerTask().containerDefinitions().stream()
                    .filter(other -> other.name().equals(container.name()))
                    .findFirst();
            Optional<String> peer = twin.flatMap(other -> digest(subject.peer(), other.image()));
            if (!own.equals(peer)) {
                findings.add(Finding.blocks(
                        "container " + container.name() + " is image " + own.get() + " in "
                                + subject.own().region() + " and " + peer.orElse("none that its registry has") + " in "
                                + subject.peer().region(),
                        "deploy both app stacks with one serviceImageTag"));
            }
            seen.add(container.name() + " " + own.get());
        }
        return new Seen(seen.isEmpty() ? "no image is there" : "both regions run " + String.join(", ", seen), findings);
    }

    /** Of an image in a region's registry; empty when it is not there. */
    private static Optional<String> digest(RegionReads region, String reference) {
        Image image = Image.parse(reference);
        return region.find(
                        Right.DESCRIBE_IMAGES,
                        EcrClient.class,
                        ecr -> ecr.describeImages(r -> r.registryId(image.account())
                                .repositoryName(image.repository())
                                .imageIds(image.identifier())),
                        List.of(RepositoryNotFoundException.class, ImageNotFoundException.class))
                .flatMap(answer -> answer.imageDetails().stream().findFirst())
                .map(found -> found.imageDigest());
    }

    /** A reference to an image of a private ECR registry. */
    private record Image(String account, String repository, ImageIdentifier identifier) {
        static Image parse(String reference) {
            int slash = reference.indexOf('/');
            int at = reference.indexOf('@');
            int colon = reference.lastIndexOf(':');
            if (slash < 0 || !reference.contains(".dkr.ecr.") || (at < 0 && colon < slash)) {
                throw new UnjudgedException(
                        "the image " + reference + " is in no ECR registry, so it is not known whether it is there");
            }
            int end = at >= 0 ? at : colon;
            String rest = reference.substring(end + 1);
            ImageIdentifier identifier = at >= 0
                    ? ImageIdentifier.builder().imageDigest(rest).build()
                    : ImageIdentifier.builder().imageTag(rest).build();
            return new Image(
                    reference.substring(0, reference.indexOf('.')), reference.substring(slash + 1, end), identifier);
        }
    }

    static Seen parity(Subject subject) {
        TaskDefinition own = subject.task();
        TaskDefinition peer = subject.peerTask();
        List<Finding> findings = new ArrayList<>();
        compare(subject, findings, "the tasks' CPU units", own.cpu(), peer.cpu());
        compare(subject, findings, "the tasks' memory in MiB", own.memory(), peer.memory());
        compare(subject, findings, "the tasks' settings", settings(own), settings(peer));
        return new Seen(
                "a task of " + own.cpu() + " CPU units and " + own.memory() + " MiB with "
                        + settings(own).size() + " settings",
                findings);
    }

    private static void compare(Subject subject, List<Finding> findings, String what, Object own, Object peer) {
        if (!Objects.equals(own, peer)) {
            findings.add(Finding.blocks(
                    what + " are " + own + " in " + subject.own().region() + " and " + peer + " in "
                            + subject.peer().region(),
                    "deploy both app stacks from one checkout"));
        }
    }

    /** Names of variables and secrets: their values differ by region, and secrets are nobody's business here. */
    private static Set<String> settings(TaskDefinition task) {
        Set<String> names = new TreeSet<>();
        for (ContainerDefinition container : task.containerDefinitions()) {
            names.addAll(container.environment().stream()
                    .map(KeyValuePair::name)
                    .map(name -> container.name() + "." + name)
                    .collect(Collectors.toSet()));
            names.addAll(container.secrets().stream()
                    .map(Secret::name)
                    .map(name -> container.name() + "." + name)
                    .collect(Collectors.toSet()));
        }
        return names;
    }
}
