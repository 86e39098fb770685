package dev.drlab.cli.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.cli.SystemSettings;
import dev.drlab.contract.json.Json;
import dev.drlab.readiness.Verdict;
import dev.drlab.readiness.check.Check;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

/** The command's own part: what it prints, and what it ends with. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ReadinessCommandTest {
    @RegisterExtension
    private final SystemSettings settings = new SystemSettings();

    /** A port that refuses connections: nobody answers, at once. */
    @BeforeEach
    void nobodyAnswers() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        Map.of(
                        "aws.accessKeyId", "test",
                        "aws.secretAccessKey", "test",
                        "aws.maxAttempts", "1",
                        "aws.endpointUrl", "http://127.0.0.1:" + closed)
                .forEach(settings::set);
    }

    @Test
    void aRegionThatDoesNotAnswerIsNotJudged() {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new ReadinessCommand()).setOut(new PrintWriter(out));
        assertThat(line.execute("us-west-2")).isEqualTo(2);
        assertThat(out.toString())
                .startsWith("us-west-2: not judged to take over (0 of " + Check.values().length + " checks are met")
                .contains("not judged  runbook               ssm:GetParameter got no answer in us-west-2");
    }

    @Test
    void theJsonSaysTheSame() throws IOException {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new ReadinessCommand()).setOut(new PrintWriter(out));
        assertThat(line.execute("us-west-2", "--json", "--without", "alarms")).isEqualTo(2);
        JsonNode json = Json.mapper().readTree(out.toString());
        assertThat(json.path("verdict").asText()).isEqualTo("not-judged");
        assertThat(json.path("ready").asInt()).isZero();
        assertThat(json.path("checks").findValuesAsText("outcome"))
                .contains("left-out", "not-judged")
                .doesNotContain("ok");
    }

    @Test
    void onlyReadyEndsWithZero() {
        assertThat(ReadinessCommand.code(Verdict.READY)).isZero();
        assertThat(ReadinessCommand.code(Verdict.NOT_READY)).isEqualTo(1);
        assertThat(ReadinessCommand.code(Verdict.NOT_JUDGED)).isEqualTo(2);
    }
}
