package dev.drlab.contract.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CanaryAccountTest {
    private static final JsonMapper JSON = Json.mapper();
    private static final CanaryAccount ACCOUNT = new CanaryAccount(900, 4, 0.25, 1, 2, true);

    static List<String> members() {
        return CanaryAccount.members();
    }

    @Test
    void isReadAsItWasWrittenAmongOtherMembers() {
        assertThat(CanaryAccount.read(ACCOUNT.json().put("foreignRows", 0))).isEqualTo(ACCOUNT);
    }

    @ParameterizedTest
    @MethodSource("members")
    void aFigureThatIsMissingOrNullIsNotNone(String member) {
        ObjectNode without = ACCOUNT.json();
        without.remove(member);
        assertThatThrownBy(() -> CanaryAccount.read(without)).hasMessageContaining("does not say " + member);
        assertThatThrownBy(() -> CanaryAccount.read(ACCOUNT.json().putNull(member)))
                .hasMessageContaining("does not say " + member);
    }

    @ParameterizedTest
    @CsvSource({
        "acked, -1",
        "lost, -1",
        "lost, 901",
        "holes, 5",
        "holes, -1",
        "unackedSurvivors, -1",
        "lostSeconds, -0.1",
        "lost, \"four\"",
        "lostSeconds, \"NaN\"",
        "lost, 9223372036854775808"
    })
    void figuresOfNoAccountAreRefused(String member, String value) throws Exception {
        ObjectNode wrong = ACCOUNT.json();
        wrong.set(member, JSON.readTree(value));
        assertThatThrownBy(() -> CanaryAccount.read(wrong)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingLostIsNeitherWholeNorLong() {
        assertThatThrownBy(() -> new CanaryAccount(9, 0, 0, 0, 0, true)).hasMessageContaining("lostWhole");
        assertThatThrownBy(() -> new CanaryAccount(9, 0, 1, 0, 0, false)).hasMessageContaining("lostSeconds");
    }

    @Test
    void wholeIsWhatJsonThatDoesNotSaySoLost() {
        assertThat(new CanaryAccount(9, 9, 1, 0, 0).lostWhole()).isTrue();
        assertThat(new CanaryAccount(9, 8, 1, 0, 0).lostWhole()).isFalse();
    }

    @Test
    void theLagOfAResultIsThereExactlyWhenThereAreSamples() throws Exception {
        String lag = "{\"p50\": 1, \"p95\": 2, \"p99\": 3, \"max\": 4}";
        assertThat(VerifierResult.replication(result(lag, 7)))
                .isEqualTo(new ReplicationLag(new Percentiles(1, 2, 3, 4), 7, 0.5));
        assertThat(VerifierResult.replication(result(lag, 0)).lagMillis()).isNull();
        assertThatThrownBy(() -> VerifierResult.replication(result("null", 7))).hasMessageContaining("samples");
        assertThatThrownBy(() -> VerifierResult.replication(result("{\"p50\": 0}", 7)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> VerifierResult.replication(JSON.createObjectNode().put("replication", 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ObjectNode result(String lag, long samples) throws Exception {
        ObjectNode result = JSON.createObjectNode();
        result.set(
                "replication",
                JSON.readTree("{\"lagMillis\": " + lag + ", \"samples\": " + samples + ", \"resolutionMillis\": 0.5}"));
        return result;
    }
}
