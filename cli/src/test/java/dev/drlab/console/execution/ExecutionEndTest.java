package dev.drlab.console.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.machine.ActivateInput;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text for an execution that has ended, and the command that it names next. */
class ExecutionEndTest {
    private static final Place LAB = new Place("", List.of());
    private static final ExecutionRequest ACTIVATE =
            ExecutionRequest.activate("us-west-2", ActivateInput.planned("test"));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private List<String> sentences(String verb, String region, String output) throws JsonProcessingException {
        ExecutionRequest request = new ExecutionRequest(verb, region, JsonNodeFactory.instance.objectNode());
        assertThat(end(LAB, request).succeeded(Json.mapper().readTree(output.replace('\'', '"'))))
                .isZero();
        return out.toString().lines().toList();
    }

    private ExecutionEnd end(Place place, ExecutionRequest request) {
        return new ExecutionEnd(new PrintWriter(out, true), new PrintWriter(err, true), place, request);
    }

    @Test
    void anActivationSaysWhoIsTheWriterAndWhatItWarnsOf() throws Exception {
        assertThat(sentences("activate", "us-west-2", """
                                {'status': 'SUCCEEDED', 'region': 'us-west-2', 'mode': 'unplanned', 'epoch': 2,
                                 'writableAfterSeconds': 3.24, 'fence': {'record': 'not fenced', 'database': 'drained'},
                                 'warnings': ['capacity was not raised']}"""))
                .containsExactly(
                        "activate SUCCEEDED: us-west-2 is the writer at epoch 2; it took writes 3.2 s after the beginning.",
                        "The other region: record not fenced; database drained",
                        "Warning: capacity was not raised",
                        "next: the other region is no standby now; when it is back: ./drlab reprotect OTHER_REGION"
                                + " --reason TEXT");
    }

    @Test
    void aRebuildingSaysWhatBecameOfTheOldDatabase() throws Exception {
        assertThat(sentences("reprotect", "ap-southeast-2", """
                                {'region': 'ap-southeast-2', 'peer': 'us-west-2', 'epoch': 2, 'alreadyProtected': false,
                                 'snapshot': 'drlab-2', 'divergence': {'items': 3, 'canaries': 0,
                                 'list': 'l.json', 'wal': {'summary': '4 transactions'}}, 'warnings': [], 'kept': 'db-unsaved-2'}"""))
                .containsExactly(
                        "reprotect SUCCEEDED: ap-southeast-2 is the standby of us-west-2 at epoch 2.",
                        "The old database is kept as snapshot drlab-2.",
                        "The old database is kept as instance db-unsaved-2.",
                        "Divergence: 3 items and 0 canaries only in the old database, listed in l.json; by its WAL:"
                                + " 4 transactions.");
    }

    @Test
    void whatIsNotKnownOfTheOldDatabaseIsNotToldAsNone() throws Exception {
        assertThat(sentences("reprotect", "ap-southeast-2", """
                                {'region': 'ap-southeast-2', 'peer': 'us-west-2', 'epoch': 2, 'alreadyProtected': false,
                                 'divergence': {'status': 'notSaved', 'reason': 'no answer'}, 'warnings': []}"""))
                .contains(
                        "Divergence: not known: no answer; by its WAL: transactions not counted: the agent made no account by WAL.");
    }

    @Test
    void aStandbyThatWasOneAlreadyIsNotSaidToBeNew() throws Exception {
        assertThat(sentences("reprotect", "ap-southeast-2", """
                                {'region': 'ap-southeast-2', 'peer': 'us-west-2', 'epoch': 2, 'alreadyProtected': true,
                                 'snapshot': '', 'divergence': {}, 'warnings': [], 'kept': ''}"""))
                .containsExactly(
                        "reprotect SUCCEEDED: ap-southeast-2 was the standby of us-west-2 at epoch 2 already; nothing was changed.");
    }

    @Test
    void aTimeThatWasNotMeasuredIsNotSaid() throws Exception {
        assertThat(sentences("activate", "us-west-2", "{'epoch': 2}"))
                .startsWith("activate SUCCEEDED: us-west-2 is the writer at epoch 2.");
    }

    @Test
    void aFailureNamesTheFunctionsOwnMessageAndTheCommandThatFindsTheSameLab() {
        Place place = new Place("", List.of("--home", "my lab"));
        int code = end(place, ACTIVATE).failed("FAILED", "PeerUnreachable", "{\"errorMessage\":\"no answer\"}");
        assertThat(code).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "drlab: activate FAILED in us-west-2: PeerUnreachable: no answer",
                        "next: when the other region can be read again: ./drlab activate us-west-2 --mode planned"
                                + " --reason test --home 'my lab'",
                        "if it is lost: ./drlab activate us-west-2 --mode unplanned --reason TEXT --home 'my lab'");
    }
}
