package dev.drlab.cli.bootstrap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.bootstrap.AgentUpload;
import dev.drlab.bootstrap.BuiltVersion;
import dev.drlab.bootstrap.Cloud;
import dev.drlab.bootstrap.ContentHash;
import dev.drlab.bootstrap.Deployment;
import dev.drlab.bootstrap.Image;
import dev.drlab.bootstrap.ImageEngine;
import dev.drlab.bootstrap.ImagePush;
import dev.drlab.bootstrap.SystemCommands;
import dev.drlab.contract.version.DrlabVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code drlab bootstrap artifacts}: the agent's zip to both buckets, the images to both registries. */
@Command(
        name = "artifacts",
        mixinStandardHelpOptions = true,
        description = {
            "Upload the agent's zip to each region's artifact bucket, and push the service's and the verifier's image to"
                    + " each region's registry.",
            "Needs the data stacks. The last line has the context that the later stacks take."
        })
final class ArtifactsCommand extends Phase {
    @Option(
            names = "--source",
            paramLabel = "DIR",
            defaultValue = "${sys:drlab.home:-.}",
            description = "the built source tree (default: the one that this command was built from)")
    private Path source;

    @Option(names = "--skip-images", description = "only the agent's zip; needs no docker")
    private boolean skipImages;

    @Option(
            names = "--platform",
            paramLabel = "OS/ARCH",
            defaultValue = "linux/amd64",
            description = "of the images (default: ${DEFAULT-VALUE})")
    private String platform;

    private final BuiltVersion version = new BuiltVersion(DrlabVersion.text());

    @Override
    void describe(Deployment deployment) throws IOException {
        Path zip = agentZip();
        for (String region : deployment.regions()) {
            print("would upload " + zip + " to s3://" + deployment.artifactBucket(region) + "/"
                    + AgentUpload.key(ContentHash.ofFile(zip)));
        }
        if (skipImages) {
            return;
        }
        String tag = commonTag();
        for (Image image : images()) {
            for (String region : deployment.regions()) {
                print("would build " + image.context() + " and push it to " + deployment.registry(region) + "/"
                        + deployment.names().repository(image.name()) + ":" + tag);
            }
        }
    }

    @Override
    void perform(Cloud cloud, Deployment deployment) throws IOException, InterruptedException {
        Path zip = agentZip();
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        if (!skipImages) {
            ImageEngine engine = ImageEngine.of(System.getenv());
            ImagePush push = new ImagePush(cloud, new SystemCommands(source), engine, this::print);
            push.requireEngine();
            String tag = commonTag();
            Map<String, String> digests = new LinkedHashMap<>();
            for (Image image : images()) {
                push.push(deployment, image, tag, platform).ifPresent(digest -> digests.put(image.name(), digest));
            }
            context.put("serviceImageTag", tag).set("imageDigests", digests(tag, digests));
        }
        ContentHash hash = new AgentUpload(cloud, this::print).upload(deployment, zip);
        context.put("agentJarKey", AgentUpload.key(hash)).put("agentJarSha256", hash.base64());
        print("for the context in cdktf.json: " + context);
    }

    /** All or none, with the tag that they were found under: the stacks refuse them beside another one. */
    private ObjectNode digests(String tag, Map<String, String> found) {
        ObjectNode digests = JsonNodeFactory.instance.objectNode();
        if (found.size() == images().size()) {
            digests.put("tag", tag);
            found.forEach(digests::put);
        }
        return digests;
    }

    private List<Image> images() {
        return List.of(
                new Image("service", source.resolve("service")),
                new Image("verifier", source.resolve("orchestration/verifier-job")));
    }

    private Path agentZip() throws IOException {
        return version.agentZip(source.resolve("orchestration/agent-lambda/target"));
    }

    private String commonTag() throws IOException {
        for (Image image : images()) {
            version.require(image);
        }
        return Image.commonTag(images());
    }
}
