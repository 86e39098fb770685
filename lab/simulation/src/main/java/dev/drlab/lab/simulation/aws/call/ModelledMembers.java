package dev.drlab.lab.simulation.aws.call;

import dev.drlab.refusals.model.RequestConstraints;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Finds request members that a stand-in would silently ignore, so that it can refuse them by name. */
public final class ModelledMembers {
    private ModelledMembers() {}

    /**
     * Refuses a request that sets a member outside {@code modelled}.
     *
     * @param operation service and operation, such as {@code Sns.publish}
     * @param modelled member names as AWS spells them on the wire, such as {@code TopicArn}
     * @throws UnsupportedOperationException naming operation and member
     */
    public static void require(String operation, SdkPojo request, Set<String> modelled) {
        firstOther(request, modelled).ifPresent(member -> {
            throw new UnsupportedOperationException("the lab models " + operation + " without " + member + "; it takes "
                    + String.join(", ", modelled.stream().sorted().toList()));
        });
    }

    /** The wire name of the first member that {@code request} sets outside {@code modelled}. */
    public static Optional<String> firstOther(SdkPojo request, Set<String> modelled) {
        return request.sdkFields().stream()
                .filter(field -> !modelled.contains(field.locationName()))
                .filter(field -> RequestConstraints.isGiven(field.getValueOrDefault(request)))
                .map(SdkField::locationName)
                .findFirst();
    }
}
