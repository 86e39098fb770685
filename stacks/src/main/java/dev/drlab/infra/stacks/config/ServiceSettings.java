package dev.drlab.infra.stacks.config;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The service's images and task counts.
 *
 * @param imageTag of the service's and the verifier's image
 * @param imageDigests by image, {@code sha256:…}: the image that runs, as {@code stacks/deploy} found it under the tag;
 *     empty: the tag decides
 * @param activeTasks tasks of the active region, which is the primary at first
 * @param warmStandbyTasks tasks of the standby
 */
public record ServiceSettings(
        String imageTag, SortedMap<String, String> imageDigests, int activeTasks, int warmStandbyTasks) {
    private static final int GROWTH = 2;

    /** Copies the digests. */
    public ServiceSettings {
        imageDigests = Collections.unmodifiableSortedMap(new TreeMap<>(imageDigests));
    }

    /** The part of an image's name after its repository's address: {@code @sha256:…}, or {@code :tag}. */
    public String reference(String image) {
        return Optional.ofNullable(imageDigests.get(image))
                .map(digest -> "@" + digest)
                .orElse(":" + imageTag);
    }

    /** The largest number of tasks that autoscaling may start in either region. */
    public int maxTasks() {
        return activeTasks * GROWTH;
    }

    /** Number of tasks that a region starts with when it is deployed. */
    public int initialTasks(Role role) {
        return role == Role.PRIMARY ? activeTasks : warmStandbyTasks;
    }
}
