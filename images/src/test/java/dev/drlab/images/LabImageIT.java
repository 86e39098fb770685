package dev.drlab.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Capability;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/** The lab in a container, as compose.yaml starts it: what it is for without any argument is a rehearsal. */
@ExtendWith(ContainerEngine.class)
class LabImageIT {
    private static final Duration TIME_LIMIT = Duration.ofMinutes(4);

    private GenericContainer<?> lab;

    @AfterEach
    void stop() {
        if (lab != null) {
            lab.stop();
        }
    }

    /** Both regions with all their processes, a killed one included, without root, capabilities or a writable root. */
    @Test
    void aRehearsalPassesInAContainerWithoutPrivileges() {
        lab = hardened()
                .withCommand("rehearse", "primary-outage", "--target-failed", "100", "--target-gap", "100s")
                .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(TIME_LIMIT));
        try {
            lab.start();
        } catch (RuntimeException e) {
            throw new AssertionError("the rehearsal did not pass: " + lab.getLogs(), e);
        }
        assertThat(lab.getLogs()).containsPattern("PASS.* primary-outage").contains("Split brain");
    }

    /** A lab that had lost one of its threads would report what it no longer measures. */
    @Test
    void outOfMemoryEndsTheContainer() {
        lab = hardened().withEnv("JAVA_TOOL_OPTIONS", "-Xmx16m").withCommand("rehearse");
        lab.withStartupCheckStrategy(new OneShotStartupCheckStrategy() {
            @Override
            public StartupStatus checkStartupState(DockerClient client, String id) {
                return StartupStatus.SUCCESSFUL; // its end is awaited below
            }
        });
        lab.start();
        await().atMost(TIME_LIMIT).until(() -> !lab.isRunning());
        assertThat(lab.getCurrentContainerInfo().getState().getExitCodeLong())
                .as(lab.getLogs())
                .isEqualTo(3);
        assertThat(lab.getLogs()).contains("java.lang.OutOfMemoryError");
    }

    private static GenericContainer<?> hardened() {
        return new GenericContainer<>(DockerImageName.parse(ImageBuild.of("lab")))
                .withCreateContainerCmdModifier(create -> create.getHostConfig()
                        .withReadonlyRootfs(true)
                        .withInit(true)
                        .withCapDrop(Capability.ALL))
                .withNetworkMode("host")
                .withImagePullPolicy(name -> false); // it was just built
    }
}
