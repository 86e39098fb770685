package dev.drlab.lab.simulation.aws.call;

import dev.drlab.refusals.model.RequestConstraints;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * How long a request is in the Query protocol: {@code MetricData.member.1.MetricName=...}, each value encoded as in a URL.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS Query protocol</a>
 */
public final class QueryBody {
    private QueryBody() {}

    /** Bytes of the body, before compression. */
    public static long bytes(String action, SdkPojo request) {
        return ("Action=" + action + "&Version=2010-08-01").length() + members("", request);
    }

    private static long members(String path, SdkPojo structure) {
        return structure.sdkFields().stream()
                .mapToLong(field -> member(path, field, field.getValueOrDefault(structure)))
                .sum();
    }

    private static long member(String path, SdkField<?> field, Object value) {
        return RequestConstraints.isGiven(value) ? value(path + field.locationName(), value) : 0;
    }

    private static long value(String path, Object value) {
        if (value instanceof SdkPojo structure) {
            return members(path + ".", structure);
        }
        if (value instanceof List<?> list) {
            long bytes = 0;
            for (int i = 0; i < list.size(); i++) {
                bytes += value(path + ".member." + (i + 1), list.get(i));
            }
            return bytes;
        }
        return ("&" + path + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8)).length();
    }
}
