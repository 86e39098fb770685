package dev.drlab.contract.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import org.junit.jupiter.api.Test;

class OutputsTest {
    @Test
    void activateSaysTheEpochTheTimeTheFenceAndTheWarnings() throws Exception {
        ActivateOutput output = new ActivateOutput(json("{'epoch':4,'writableAfterSeconds':1.5,"
                + "'fence':{'record':'raised','database':'unreachable'},'warnings':['a','b']}"));
        assertThat(output.epoch()).isEqualTo(4);
        assertThat(output.writableAfterSeconds()).hasValue(1.5);
        assertThat(output.fence()).contains(new ActivateOutput.Fence("raised", "unreachable"));
        assertThat(output.warnings()).containsExactly("a", "b");
    }

    @Test
    void whatIsNotThereIsNoNumberAndNoName() throws Exception {
        ActivateOutput activate = new ActivateOutput(json("{'fence':null}"));
        assertThat(activate.writableAfterSeconds()).isEmpty();
        assertThat(activate.fence()).isEmpty();
        ReprotectOutput reprotect = new ReprotectOutput(json("{'snapshot':''}"));
        assertThat(reprotect.snapshot()).isEmpty();
        assertThat(reprotect.kept()).isEmpty();
        assertThat(reprotect.alreadyProtected()).isFalse();
        assertThat(reprotect.divergence().asked()).isFalse();
        assertThat(reprotect.divergence().isSaved()).isFalse();
        assertThat(reprotect.divergence().items()).isEmpty();
        assertThat(reprotect.divergence().wal().status()).isEqualTo(WalStatus.NOT_COUNTED);
    }

    @Test
    void reprotectSaysWhatIsKept() throws Exception {
        ReprotectOutput output = new ReprotectOutput(json("{'peer':'us-west-2','epoch':5,'alreadyProtected':true,"
                + "'snapshot':'s','kept':'drlab-old-4','divergence':{'status':'saved'},'warnings':[]}"));
        assertThat(output.peer()).isEqualTo("us-west-2");
        assertThat(output.epoch()).isEqualTo(5);
        assertThat(output.alreadyProtected()).isTrue();
        assertThat(output.snapshot()).contains("s");
        assertThat(output.kept()).contains("drlab-old-4");
        assertThat(output.divergence().isSaved()).isTrue();
        assertThat(output.warnings()).isEmpty();
    }

    @Test
    void anAccountIsReadAsItIsWritten() throws Exception {
        ObjectNode wal = (ObjectNode) json("{'status':'atLeast','transactions':3,'lostSeconds':0.5}");
        DivergenceAnswer answer = new DivergenceAnswer(DivergenceAnswer.saved(2, 0, "l.json", wal));
        assertThat(answer.isSaved()).isTrue();
        assertThat(answer.items()).contains(2L);
        assertThat(answer.canaries()).contains(0L);
        assertThat(answer.list()).isEqualTo("l.json");
        assertThat(answer.reason()).isEmpty();
        assertThat(answer.wal().status()).isEqualTo(WalStatus.AT_LEAST);
        assertThat(answer.wal().transactions()).contains(3L);
        assertThat(answer.wal().lostSeconds()).contains(0.5);
        assertThat(answer.wal().otherTransactions()).as("not told").isEmpty();
    }

    private static JsonNode json(String text) throws Exception {
        return Json.mapper().readTree(text.replace('\'', '"'));
    }
}
