package dev.drlab.infra.stacks.deploy;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ICMP type and code of the entries of network ACLs, which the emulator does not keep. */
final class AclIcmpTypes {
    private static final Pattern ACL =
            Pattern.compile("<entrySet>(.*?)</entrySet>.*?<networkAclId>([^<]+)</networkAclId>", Pattern.DOTALL);
    private static final Pattern ENTRY =
            Pattern.compile("<egress>(true|false)</egress>.*?<ruleNumber>(\\d+)</ruleNumber>", Pattern.DOTALL);

    /** Elements, by ACL, rule number and direction. */
    private final Map<String, String> types = new ConcurrentHashMap<>();

    AwsResponse answer(AwsRequest request, EmulatorGap.Emulator moto) throws IOException, InterruptedException {
        AwsResponse answer = moto.send(request);
        if (answer.status() != 200) {
            return answer;
        }
        if (request.operation().equals("DescribeNetworkAcls")) {
            return AwsResponse.xml(ACL.matcher(answer.text()).replaceAll(this::completed));
        }
        if (!request.parameter("Icmp.Type").isEmpty()) {
            types.put(
                    key(
                            request.parameter("NetworkAclId"),
                            request.parameter("RuleNumber"),
                            request.parameter("Egress")),
                    Xml.element(
                            "icmpTypeCode",
                            Xml.element("code", request.parameter("Icmp.Code"))
                                    + Xml.element("type", request.parameter("Icmp.Type"))));
        }
        return answer;
    }

    private String completed(MatchResult acl) {
        String id = acl.group(2);
        return Matcher.quoteReplacement(ENTRY.matcher(acl.group())
                .replaceAll(entry -> Matcher.quoteReplacement(
                        entry.group() + types.getOrDefault(key(id, entry.group(2), entry.group(1)), ""))));
    }

    private static String key(String acl, String rule, String egress) {
        return acl + " " + rule + " " + egress;
    }
}
