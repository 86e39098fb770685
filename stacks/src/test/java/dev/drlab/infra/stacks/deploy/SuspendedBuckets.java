package dev.drlab.infra.stacks.deploy;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Buckets whose versioning was suspended after being enabled: their objects keep their versions. */
final class SuspendedBuckets {
    private static final String STATUS = "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
            + "<Status>%s</Status></VersioningConfiguration>";

    private SuspendedBuckets() {}

    /** Deletes the versions that the request names, as in a bucket with versioning. */
    static AwsResponse delete(AwsRequest request, EmulatorGap.Emulator moto) throws IOException, InterruptedException {
        if (!moto.send(versioning(request, "GET", "")).text().contains("<Status>Suspended</Status>")) {
            return moto.send(request);
        }
        moto.send(versioning(request, "PUT", STATUS.formatted("Enabled")));
        try {
            return moto.send(request);
        } finally {
            moto.send(versioning(request, "PUT", STATUS.formatted("Suspended")));
        }
    }

    private static AwsRequest versioning(AwsRequest request, String method, String document) {
        Headers headers = new Headers();
        headers.set("Authorization", request.headers().getFirst("Authorization"));
        return new AwsRequest(
                request.service(),
                request.region(),
                method + " " + request.path(),
                method,
                request.path() + "?versioning",
                headers,
                document.getBytes(StandardCharsets.UTF_8),
                Map.of());
    }
}
