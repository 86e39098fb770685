package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutionEndTest {
    private static List<String> sentences(String verb, String output) throws JsonProcessingException {
        return ExecutionEnd.sentences(verb, new ObjectMapper().readTree(output.replace('\'', '"')));
    }

    @Test
    void anActivationSaysWhoIsTheWriterAndWhatItWarnsOf() throws Exception {
        assertThat(sentences("activate", """
                                {'status': 'SUCCEEDED', 'region': 'us-west-2', 'mode': 'unplanned', 'epoch': 2,
                                 'writableAfterSeconds': 3.24, 'fence': {'record': 'not fenced', 'database': 'drained'},
                                 'warnings': ['capacity was not raised']}"""))
                .containsExactly(
                        "us-west-2 is the writer at epoch 2; it took writes 3.2 s after the beginning.",
                        "The other region: record not fenced, database drained.",
                        "Warning: capacity was not raised");
    }

    @Test
    void aRebuildingSaysWhatBecameOfTheOldDatabase() throws Exception {
        assertThat(sentences("reprotect", """
                                {'region': 'ap-southeast-2', 'peer': 'us-west-2', 'epoch': 2, 'alreadyProtected': false,
                                 'snapshot': 'drlab-2', 'divergence': {'count': 3}, 'warnings': [], 'kept': 'db-unsaved-2'}"""))
                .containsExactly(
                        "ap-southeast-2 is the standby of us-west-2 at epoch 2.",
                        "The old database is kept as snapshot drlab-2.",
                        "The old database is kept as instance db-unsaved-2.",
                        "What only the old database had: {\"count\":3}.");
    }

    @Test
    void aStandbyThatWasOneAlreadyIsNotSaidToBeNew() throws Exception {
        assertThat(sentences("reprotect", """
                                {'region': 'ap-southeast-2', 'peer': 'us-west-2', 'epoch': 2, 'alreadyProtected': true,
                                 'snapshot': '', 'divergence': {}, 'warnings': [], 'kept': ''}"""))
                .containsExactly(
                        "ap-southeast-2 was the standby of us-west-2 at epoch 2 already; nothing was changed.");
    }
}
