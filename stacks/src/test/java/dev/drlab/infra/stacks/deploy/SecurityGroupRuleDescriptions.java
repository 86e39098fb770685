package dev.drlab.infra.stacks.deploy;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Descriptions of security group rules that refer to a group. */
final class SecurityGroupRuleDescriptions {
    private static final Pattern ID = Pattern.compile("<securityGroupRuleId>(sgr-[0-9a-z]+)</securityGroupRuleId>");

    /** Descriptions by the rule's id. */
    private final Map<String, String> descriptions = new ConcurrentHashMap<>();

    AwsResponse answer(AwsRequest request, EmulatorGap.Emulator moto) throws IOException, InterruptedException {
        AwsResponse answer = moto.send(request);
        String wanted = request.parameter("IpPermissions.1.Groups.1.Description");
        Matcher id = ID.matcher(answer.text());
        if (!wanted.isEmpty() && id.find()) {
            descriptions.put(id.group(1), wanted);
        }
        if (!request.operation().startsWith("Describe")) {
            return answer;
        }
        String completed = ID.matcher(answer.text()).replaceAll(match -> {
            String description = descriptions.get(match.group(1));
            String element = description == null ? "" : Xml.element("description", Xml.escape(description));
            return Matcher.quoteReplacement(match.group() + element);
        });
        return AwsResponse.of(answer.status(), "text/xml", completed);
    }
}
