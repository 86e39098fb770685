package dev.drlab.infra.data.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.hashicorp.cdktf.providers.aws.ecr_lifecycle_policy.EcrLifecyclePolicy;
import com.hashicorp.cdktf.providers.aws.ecr_repository.EcrRepository;
import com.hashicorp.cdktf.providers.aws.ecr_repository.EcrRepositoryEncryptionConfiguration;
import com.hashicorp.cdktf.providers.aws.ecr_repository.EcrRepositoryImageScanningConfiguration;
import dev.drlab.contract.json.Json;
import dev.drlab.infra.storage.Protection;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** A registry repository: tags cannot be moved, images are scanned on push, old ones expire. */
public final class ImageRepository extends Construct {
    /** The same rules give the same bytes. */
    private static final ObjectMapper JSON = Json.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final int UNTAGGED_DAYS = 14;
    private final EcrRepository repository;

    /** Creates the repository and its lifecycle policy in {@code scope}. */
    public ImageRepository(Construct scope, String id, ImageRepositoryProps props) {
        super(scope, id);
        repository = EcrRepository.Builder.create(this, "repository")
                .name(props.name())
                .imageTagMutability("IMMUTABLE")
                .imageScanningConfiguration(EcrRepositoryImageScanningConfiguration.builder()
                        .scanOnPush(true)
                        .build())
                .encryptionConfiguration(List.of(EcrRepositoryEncryptionConfiguration.builder()
                        .encryptionType("KMS")
                        .kmsKey(props.kmsKeyArn())
                        .build()))
                .forceDelete(false)
                .lifecycle(Protection.preventDestroy())
                .build();
        EcrLifecyclePolicy.Builder.create(this, "expiry")
                .repository(repository.getName())
                .policy(expiry(props.keepImages()))
                .build();
    }

    private static String expiry(int keepImages) {
        Map<String, Object> untagged = rule(
                1,
                "Untagged images",
                Map.of(
                        "tagStatus",
                        "untagged",
                        "countType",
                        "sinceImagePushed",
                        "countUnit",
                        "days",
                        "countNumber",
                        UNTAGGED_DAYS));
        Map<String, Object> old = rule(
                2,
                "All but the newest",
                Map.of("tagStatus", "any", "countType", "imageCountMoreThan", "countNumber", keepImages));
        try {
            return JSON.writeValueAsString(Map.of("rules", List.of(untagged, old)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists and strings always serialize", e);
        }
    }

    private static Map<String, Object> rule(int priority, String description, Map<String, Object> selection) {
        return Map.of(
                "rulePriority",
                priority,
                "description",
                description,
                "selection",
                selection,
                "action",
                Map.of("type", "expire"));
    }

    /** Name of the repository. */
    public String name() {
        return repository.getName();
    }

    /** ARN of the repository. */
    public String arn() {
        return repository.getArn();
    }

    /** Address that images are pushed to and pulled from, without tag. */
    public String url() {
        return repository.getRepositoryUrl();
    }
}
