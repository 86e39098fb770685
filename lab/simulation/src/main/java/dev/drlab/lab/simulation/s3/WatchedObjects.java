package dev.drlab.lab.simulation.s3;

import com.robothy.s3.core.model.answers.CompleteMultipartUploadAns;
import com.robothy.s3.core.model.answers.CopyObjectAns;
import com.robothy.s3.core.model.answers.PutObjectAns;
import com.robothy.s3.core.model.request.PutObjectOptions;
import com.robothy.s3.core.service.ObjectService;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;

/** Looks at the calls that store a version, as they pass. */
final class WatchedObjects {
    /** The metadata entry of a replica: the version that it was made of. */
    static final String REPLICA_OF = "drlab-replica-of";

    private WatchedObjects() {}

    static ObjectService watch(ObjectService objects, NewVersions newVersions) {
        return (ObjectService) Proxy.newProxyInstance(
                WatchedObjects.class.getClassLoader(),
                new Class<?>[] {ObjectService.class},
                (proxy, method, arguments) -> {
                    boolean replica = isReplica(arguments); // before the content of the options is used up
                    Object answer;
                    try {
                        answer = method.invoke(objects, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (!replica) {
                        versionOf(answer).ifPresent(version -> newVersions.stored((String) arguments[1], version));
                    }
                    return answer;
                });
    }

    private static boolean isReplica(Object[] arguments) {
        if (arguments == null || arguments.length < 3 || !(arguments[2] instanceof PutObjectOptions put)) {
            return false;
        }
        Map<String, String> metadata = put.getUserMetadata();
        return metadata != null && metadata.containsKey(REPLICA_OF);
    }

    private static Optional<String> versionOf(Object answer) {
        if (answer instanceof PutObjectAns put) {
            return Optional.ofNullable(put.getVersionId());
        }
        if (answer instanceof CopyObjectAns copy) {
            return Optional.ofNullable(copy.getVersionId());
        }
        if (answer instanceof CompleteMultipartUploadAns upload) {
            return Optional.ofNullable(upload.getVersionId());
        }
        return Optional.empty();
    }
}
