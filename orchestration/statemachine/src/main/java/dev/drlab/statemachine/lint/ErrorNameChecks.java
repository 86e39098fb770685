package dev.drlab.statemachine.lint;

import dev.drlab.statemachine.Finding;
import dev.drlab.statemachine.aws.AwsService;
import dev.drlab.statemachine.model.Catcher;
import dev.drlab.statemachine.model.Retrier;
import dev.drlab.statemachine.model.State;
import dev.drlab.statemachine.model.StateGraph;
import dev.drlab.statemachine.model.Template;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Retry and Catch name errors that exist: those of Step Functions, of Lambda, of the SDK's exception classes, of the
 * agent, and those that a Fail state of the same definition raises. Sources: "Handling errors in Step Functions
 * workflows", AWS Step Functions Developer Guide; the SDK's classes.
 */
final class ErrorNameChecks {
    private static final Set<String> STATES = Set.of(
            "States.ALL",
            "States.BranchFailed",
            "States.DataLimitExceeded",
            "States.HeartbeatTimeout",
            "States.NoChoiceMatched",
            "States.Permissions",
            "States.QueryEvaluationError",
            "States.Runtime",
            "States.TaskFailed",
            "States.Timeout");
    private static final Set<String> LAMBDA = Set.of(
            "Lambda.AWSLambdaException",
            "Lambda.ClientExecutionTimeoutException",
            // These two in both spellings, the service's and the SDK's: Step Functions documents neither.
            "Lambda.EC2ThrottledException",
            "Lambda.EC2UnexpectedException",
            "Lambda.Ec2AccessDeniedException",
            "Lambda.Ec2ThrottledException",
            "Lambda.Ec2UnexpectedException",
            "Lambda.EniLimitReachedException",
            "Lambda.InvalidParameterValueException",
            "Lambda.InvalidRequestContentException",
            "Lambda.InvalidSecurityGroupIdException",
            "Lambda.InvalidSubnetIdException",
            "Lambda.KmsAccessDeniedException",
            "Lambda.KmsDisabledException",
            "Lambda.KmsInvalidStateException",
            "Lambda.KmsNotFoundException",
            "Lambda.LambdaException",
            "Lambda.RequestTooLargeException",
            "Lambda.ResourceConflictException",
            "Lambda.ResourceNotFoundException",
            "Lambda.ResourceNotReadyException",
            "Lambda.SdkClientException",
            "Lambda.ServiceException",
            "Lambda.SubnetIpAddressLimitReachedException",
            "Lambda.TooManyRequestsException",
            "Lambda.Unknown");
    private static final Pattern AGENT =
            Pattern.compile("dev\\.drlab\\.agent(\\.[a-z][a-z0-9]*)*\\.[A-Z][A-Za-z0-9]*([$][A-Z][A-Za-z0-9]*)?");
    private static final String ALL = "States.ALL";

    private final List<Finding> findings;
    private final Set<String> raised = new HashSet<>();

    ErrorNameChecks(List<Finding> findings) {
        this.findings = findings;
    }

    /** Notes the errors that Fail states raise; to be called for every graph before {@link #check}. */
    void collect(StateGraph graph) {
        for (State state : graph.states().values()) {
            if (state instanceof State.Fail fail && fail.error().orElse(null) instanceof Template.Literal literal) {
                raised.add(literal.value().asText());
            }
        }
    }

    void check(String path, List<Retrier> retriers, List<Catcher> catchers) {
        check(path + ".Retry", retriers.stream().map(Retrier::errorEquals).toList());
        check(path + ".Catch", catchers.stream().map(Catcher::errorEquals).toList());
    }

    private void check(String path, List<List<String>> entries) {
        for (int i = 0; i < entries.size(); i++) {
            String at = path + "[" + i + "].ErrorEquals";
            List<String> names = entries.get(i);
            if (names.contains(ALL) && (names.size() > 1 || i < entries.size() - 1)) {
                findings.add(new Finding(at, LintRules.STATES_ALL, "States.ALL stands alone, in the last entry"));
            }
            names.stream()
                    .filter(name -> !isKnown(name))
                    .forEach(name -> findings.add(new Finding(
                            at,
                            LintRules.ERROR_NAME,
                            "no task raises '" + name + "'; the SDK's classes give the names")));
        }
    }

    private boolean isKnown(String name) {
        return STATES.contains(name)
                || LAMBDA.contains(name)
                || raised.contains(name)
                || AGENT.matcher(name).matches()
                || isSdkException(name);
    }

    private static boolean isSdkException(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return false;
        }
        String exception = name.substring(dot + 1);
        return Arrays.stream(AwsService.values())
                .filter(service -> service.errorPrefix().equals(name.substring(0, dot)))
                .anyMatch(service -> exception.equals("SdkClientException") || isExceptionOf(service, exception));
    }

    private static boolean isExceptionOf(AwsService service, String simpleName) {
        String className = service.clientInterface().getPackageName() + ".model." + simpleName;
        try {
            Class<?> type =
                    Class.forName(className, false, service.clientInterface().getClassLoader());
            return SdkException.class.isAssignableFrom(type);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
