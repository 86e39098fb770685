package dev.drlab.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.drlab.contract.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutionEndTest {
    private static List<String> sentences(String verb, String output) throws JsonProcessingException {
        return ExecutionEnd.sentences(verb, Json.mapper().readTree(output.replace('\'', '"')));
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
                                 'snapshot': 'drlab-2', 'divergence': {'items': 3, 'canaries': 0,
                                 'list': 'l.json', 'wal': {'summary': '4 transactions'}}, 'warnings': [], 'kept': 'db-unsaved-2'}"""))
                .containsExactly(
                        "ap-southeast-2 is the standby of us-west-2 at epoch 2.",
                        "The old database is kept as snapshot drlab-2.",
                        "The old database is kept as instance db-unsaved-2.",
                        "Divergence: 3 items and 0 canaries only in the old database, listed in l.json; by its WAL:"
                                + " 4 transactions.");
    }

    @Test
    void whatIsNotKnownOfTheOldDatabaseIsNotToldAsNone() throws Exception {
        assertThat(sentences("reprotect", """
                                {'region': 'ap-southeast-2', 'peer': 'us-west-2', 'epoch': 2, 'alreadyProtected': false,
                                 'divergence': {'status': 'notSaved', 'reason': 'no answer'}, 'warnings': []}"""))
                .contains(
                        "Divergence: not known: no answer; by its WAL: not counted: the agent made no account by WAL.");
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
