package dev.drlab.infra.stacks.deploy;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Source of a database's parameters, by value. A parameter with its family's default keeps the source "system", to be
 * applied at a reboot, whatever method was requested
 * (https://github.com/hashicorp/terraform-provider-aws/issues/39252).
 */
final class ParameterSources {
    /**
     * The names of drlab's groups end with their family, as {@code DatabaseParts} sets them; moto does not return it
     * here.
     */
    private static final Pattern FAMILY = Pattern.compile("postgres(\\d+)$");

    private static final Pattern PARAMETER =
            Pattern.compile("<Parameter>(?:(?!</Parameter>).)*</Parameter>", Pattern.DOTALL);
    private static final Pattern METHOD = Pattern.compile("<ApplyMethod>[^<]*</ApplyMethod>");

    /**
     * The first version whose default forces TLS:
     * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
     */
    private static final int FIRST_THAT_FORCES_TLS = 15;

    private ParameterSources() {}

    static AwsResponse describe(AwsRequest request, EmulatorGap.Emulator moto)
            throws IOException, InterruptedException {
        AwsResponse answer = moto.send(request);
        return AwsResponse.of(
                answer.status(), "text/xml", completed(answer.text(), request.parameter("DBParameterGroupName")));
    }

    /** The response with each parameter's source, and with the method that RDS reports. */
    static String completed(String answer, String group) {
        return PARAMETER.matcher(answer).replaceAll(match -> Matcher.quoteReplacement(parameter(match.group(), group)));
    }

    private static String parameter(String parameter, String group) {
        boolean system = isDefault(group, text(parameter, "ParameterName"), text(parameter, "ParameterValue"));
        String reported =
                system ? METHOD.matcher(parameter).replaceAll("<ApplyMethod>pending-reboot</ApplyMethod>") : parameter;
        return reported.replace(
                "</ParameterName>", "</ParameterName>" + Xml.element("Source", system ? "system" : "user"));
    }

    /** The only default of a family that drlab's groups repeat. */
    private static boolean isDefault(String group, String name, String value) {
        Matcher family = FAMILY.matcher(group);
        return name.equals("rds.force_ssl")
                && value.equals("1")
                && family.find()
                && Integer.parseInt(family.group(1)) >= FIRST_THAT_FORCES_TLS;
    }

    private static String text(String parameter, String element) {
        Matcher found = Pattern.compile("<" + element + ">([^<]*)</").matcher(parameter);
        return found.find() ? found.group(1) : "";
    }
}
