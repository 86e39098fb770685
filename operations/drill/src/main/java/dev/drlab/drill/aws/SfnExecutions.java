package dev.drlab.drill.aws;

import dev.drlab.contract.digest.Sha256;
import dev.drlab.contract.project.ResourceNames;
import dev.drlab.drill.cloud.ExecutionState;
import dev.drlab.drill.cloud.Executions;
import dev.drlab.report.Report;
import dev.drlab.statemachine.runner.ExecutionEvent;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionRequest;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;

/** Executions in Step Functions. */
final class SfnExecutions implements Executions {
    /** The largest page of a history. */
    private static final int PAGE = 1000;

    private final SfnClient sfn;
    private final ResourceNames names;
    private final String region;
    private final String account;
    private final Map<String, SfnHistory> histories = new HashMap<>();

    /** Of the project with those names, in a region of an account of 12 digits. */
    SfnExecutions(SfnClient sfn, ResourceNames names, String region, String account) {
        this.sfn = sfn;
        this.names = names;
        this.region = region;
        this.account = account;
    }

    /**
     * The same name with the same input is the same execution while it runs; afterwards AWS answers that it is there
     * (API of StartExecution, which is idempotent for standard workflows).
     */
    @Override
    public String start(String verb, String name, String input) {
        try {
            return sfn.startExecution(StartExecutionRequest.builder()
                            .stateMachineArn(names.stateMachineArn(region, account, verb))
                            .name(name)
                            .input(input)
                            .build())
                    .executionArn();
        } catch (ExecutionAlreadyExistsException e) {
            return names.executionArn(region, account, verb, name);
        }
    }

    @Override
    public Optional<ExecutionState> find(String verb, String name) {
        try {
            return Optional.of(describe(names.executionArn(region, account, verb, name)));
        } catch (ExecutionDoesNotExistException e) {
            return Optional.empty();
        }
    }

    @Override
    public ExecutionState describe(String execution) {
        DescribeExecutionResponse answer = sfn.describeExecution(
                DescribeExecutionRequest.builder().executionArn(execution).build());
        return new ExecutionState(
                status(answer.status()),
                answer.startDate(),
                Optional.ofNullable(answer.stopDate()),
                Optional.ofNullable(answer.output()),
                Optional.ofNullable(answer.error()),
                Optional.ofNullable(answer.cause()),
                date(answer.sdkHttpResponse()));
    }

    private static ExecutionState.Status status(ExecutionStatus status) {
        return switch (status) {
            case RUNNING -> ExecutionState.Status.RUNNING;
            case SUCCEEDED -> ExecutionState.Status.SUCCEEDED;
            case TIMED_OUT -> ExecutionState.Status.TIMED_OUT;
            case ABORTED -> ExecutionState.Status.ABORTED;
            case FAILED, PENDING_REDRIVE, UNKNOWN_TO_SDK_VERSION -> ExecutionState.Status.FAILED;
        };
    }

    private static Optional<Instant> date(SdkHttpResponse answer) {
        try {
            return Optional.ofNullable(answer)
                    .flatMap(http -> http.firstMatchingHeader("Date"))
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty(); // somebody between wrote his own
        }
    }

    /** Read from its end: an execution may have 25,000 events, and only the newest are not known. */
    @Override
    public List<ExecutionEvent> history(String execution, long after) {
        SfnHistory history = histories.computeIfAbsent(execution, arn -> new SfnHistory());
        List<HistoryEvent> newest = new ArrayList<>();
        String next = null;
        boolean more = true;
        while (more) {
            GetExecutionHistoryResponse page = sfn.getExecutionHistory(GetExecutionHistoryRequest.builder()
                    .executionArn(execution)
                    .reverseOrder(true)
                    .includeExecutionData(false)
                    .maxResults(PAGE)
                    .nextToken(next)
                    .build());
            for (HistoryEvent event : page.events()) {
                more &= event.id() > history.last();
                if (event.id() > history.last()) {
                    newest.add(event);
                }
            }
            next = page.nextToken();
            more &= next != null;
        }
        Collections.reverse(newest);
        newest.forEach(history::add);
        return history.after(after);
    }

    @Override
    public Report.Definition definition(String execution, String verb) {
        String document = sfn.describeStateMachineForExecution(DescribeStateMachineForExecutionRequest.builder()
                        .executionArn(execution)
                        .build())
                .definition();
        return new Report.Definition(verb + ".asl.json", Sha256.hex(document));
    }
}
