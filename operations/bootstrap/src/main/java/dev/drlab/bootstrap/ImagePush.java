package dev.drlab.bootstrap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** Builds an image by {@code images/build}, as the tests do, and pushes it to each region's registry where it is not yet. */
public final class ImagePush {
    private static final String BUILD = "images/build";
    /** The prefix that {@code images/build} puts before an image's name. */
    private static final String BUILT = "drlab/";

    private final Cloud cloud;
    private final Commands commands;
    private final ImageEngine engine;
    private final Consumer<String> out;

    /**
     * Tells {@code out} what it does, a line each.
     *
     * @param commands of the source tree, with the environment that {@code engine} was taken from
     */
    public ImagePush(Cloud cloud, Commands commands, ImageEngine engine, Consumer<String> out) {
        this.cloud = cloud;
        this.commands = commands;
        this.engine = engine;
        this.out = out;
    }

    /**
     * Fails early, before anything is built.
     *
     * @throws BootstrapException if there is no such command, or its engine does not answer
     */
    public void requireEngine() throws InterruptedException {
        try {
            if (commands.run(engine.command("version"), Optional.empty()) != 0) {
                throw new BootstrapException("the engine of " + engine.name() + " does not answer: start it, or use"
                        + " --skip-images and push the images from elsewhere");
            }
        } catch (IOException e) {
            throw new BootstrapException(
                    "no " + engine.name() + " command was found: install it, or use --skip-images and push the images"
                            + " from elsewhere",
                    e);
        }
    }

    /**
     * Builds and pushes under this tag.
     *
     * @return what the tag names in both registries, as {@code sha256:…}; empty if they differ, which is told: a build of the
     *     same content at another commit has another label, and so another digest
     */
    public Optional<String> push(Deployment deployment, Image image, String tag, String platform)
            throws IOException, InterruptedException {
        String repository = deployment.names().repository(image.name());
        Map<String, String> digests = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        for (String region : deployment.regions()) {
            Optional<String> there = digest(region, repository, tag);
            if (there.isPresent()) {
                digests.put(region, there.get());
                out.accept(
                        "image: " + deployment.registry(region) + "/" + repository + ":" + tag + " is there already");
            } else {
                missing.add(region);
            }
        }
        if (!missing.isEmpty()) {
            run(List.of(BUILD, "--packaged", "--platform", platform, "--tag", tag, image.name()), Optional.empty());
        }
        String local = engine.prefix() + BUILT + image.name() + ":" + tag;
        for (String region : missing) {
            String remote = deployment.registry(region) + "/" + repository + ":" + tag;
            login(region, deployment.registry(region));
            run(engine.command("tag", local, remote), Optional.empty());
            run(engine.command("push", remote), Optional.empty());
            out.accept("image: " + remote + " pushed");
            digests.put(
                    region,
                    digest(region, repository, tag)
                            .orElseThrow(() -> new BootstrapException("the registry of " + region + " does not have "
                                    + repository + ":" + tag + ", which was pushed: run this again")));
        }
        return common(repository + ":" + tag, digests);
    }

    private Optional<String> common(String name, Map<String, String> digests) {
        Set<String> different = Set.copyOf(digests.values());
        if (different.size() > 1) {
            out.accept("image: " + name + " is not the same in both registries " + digests
                    + ": tasks will name it by its tag");
            return Optional.empty();
        }
        return different.stream().findFirst();
    }

    private Optional<String> digest(String region, String repository, String tag) {
        try {
            return cloud
                    .ecr(region)
                    .describeImages(DescribeImagesRequest.builder()
                            .repositoryName(repository)
                            .imageIds(ImageIdentifier.builder().imageTag(tag).build())
                            .build())
                    .imageDetails()
                    .stream()
                    .map(ImageDetail::imageDigest)
                    .findFirst();
        } catch (ImageNotFoundException e) {
            return Optional.empty();
        } catch (RepositoryNotFoundException e) {
            throw new BootstrapException(
                    "the registry of " + region + " has no repository " + repository
                            + ": deploy the data stack of that region first",
                    e);
        }
    }

    /** The token is {@code AWS:password} in Base64 (ECR API reference, GetAuthorizationToken). */
    private void login(String region, String registry) throws IOException, InterruptedException {
        String token = cloud.ecr(region)
                .getAuthorizationToken()
                .authorizationData()
                .get(0)
                .authorizationToken();
        String[] parts = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).split(":", 2);
        run(engine.command("login", "--username", parts[0], "--password-stdin", registry), Optional.of(parts[1]));
    }

    private void run(List<String> command, Optional<String> input) throws IOException, InterruptedException {
        int code = commands.run(command, input);
        if (code != 0) {
            throw new BootstrapException("'" + String.join(" ", command) + "' ended with exit code " + code);
        }
    }
}
