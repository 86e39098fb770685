package dev.drlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.canary.ReplicationLag;
import dev.drlab.contract.json.Json;
import dev.drlab.report.file.ReportJson;
import dev.drlab.report.html.HtmlReport;
import dev.drlab.report.terminal.TerminalReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJsonTest {
    private static final ObjectMapper JSON = Json.mapper();

    @TempDir
    private Path folder;

    /** A verdict in the file that no reading compares could be edited unseen. */
    @Test
    void whatIsDerivedFromAnAccountByWalIsNotWritten() throws IOException {
        JsonNode account = JSON.readTree(ReportJson.text(EveryField.report().build()))
                .path("oldDatabases")
                .path(0);
        assertThat(account.has("transactions")).isTrue();
        assertThat(account.has("exact")).isFalse();
    }

    @Test
    void roundTrips() throws IOException {
        for (ReportBuilder builder : new ReportBuilder[] {
            Samples.outage(),
            Samples.switchover(),
            Samples.failback(0),
            Samples.outageWithoutEnd(),
            Samples.outage().replication(new ReplicationLag(null, 0, 1))
        }) {
            Path file = folder.resolve("new/folder/report.json");
            Report report = builder.build();
            ReportJson.write(file, report);
            assertThat(ReportJson.read(file)).isEqualTo(report);
        }
    }

    /** As those were written before there were legs. */
    @Test
    void readsAReportWithoutLegs() throws IOException {
        Report report = Samples.outage().build();
        ObjectNode json = (ObjectNode) JSON.readTree(ReportJson.text(report));
        json.remove("legs");
        assertThat(ReportJson.parse(json.toString())).isEqualTo(report);
    }

    /** As those were written before full recovery was measured and the exposure was told. */
    @Test
    void aReportFromBeforeFullRecoveryIsJudgedByItsFirstWrite() throws IOException {
        ObjectNode json =
                (ObjectNode) JSON.readTree(ReportJson.text(Samples.switchover().build()));
        json.remove("verdictWording");
        json.remove("exposure");
        ((ObjectNode) json.at("/rto")).remove("fullRecovery");
        ((ObjectNode) json.at("/availability")).remove("legs");
        ((ObjectNode) json.at("/availability")).remove("fullRecoverySeconds");
        ((ObjectNode) json.at("/availability")).remove("failedUntilFullRecovery");
        Report old = ReportJson.parse(json.toString());
        assertThat(old.rto().met()).isTrue();
        assertThat(old.rto().judgedSeconds()).contains(0.561);
        assertThat(TerminalReport.text(old, Path.of("x"), false))
                .contains("  RTO          561 ms since: activate started (target 30 min)");
        assertThat(HtmlReport.text(old, Samples.outageSeries())).doesNotContain("Full recovery after");
    }

    @Test
    void refusesAGapThatTheNumbersContradict() throws IOException {
        ObjectNode json =
                (ObjectNode) JSON.readTree(ReportJson.text(Samples.switchover().build()));
        ((ObjectNode) json.at("/availability/legs/1/judged")).put("longestWriteGapSeconds", 11.7);
        assertThatThrownBy(() -> ReportJson.parse(json.toString())).hasMessageContaining("/verdict is \"pass\"");
        json.put("verdict", "fail");
        json.set(
                "verdictReasons",
                JSON.createArrayNode()
                        .add("In 'switchover', since: the event, no write was accepted for"
                                + " 11.7 s, more than the target of 10 s."));
        assertThatThrownBy(() -> ReportJson.parse(json.toString()))
                .hasMessageContaining("/availability/legs/1/judged/gapMet is true");
    }

    @Test
    void writesTheStableFields() throws IOException {
        JsonNode json = JSON.readTree(ReportJson.text(Samples.outage().build()));
        assertThat(json.at("/schemaVersion").intValue()).isEqualTo(1);
        assertThat(json.at("/mode").textValue()).isEqualTo("unplanned");
        assertThat(json.at("/target").textValue()).isEqualTo("lab");
        assertThat(json.at("/startedAt").textValue()).isEqualTo("2026-03-14T09:26:53.589Z");
        assertThat(json.at("/verdict").textValue()).isEqualTo("pass");
        assertThat(json.at("/rto/seconds").doubleValue()).isEqualTo(4.09);
        assertThat(json.at("/rto/met").booleanValue()).isTrue();
        assertThat(json.at("/rto/phases/0/name").textValue()).isEqualTo("detection");
        assertThat(json.at("/rpo/canaries/unackedSurvivors").intValue()).isEqualTo(1);
        assertThat(json.at("/replication/lagMillis/p99").doubleValue()).isEqualTo(14.4);
        assertThat(json.at("/splitBrain/httpWritesAcceptedByStaleRegion").intValue())
                .isZero();
        assertThat(json.at("/events/0/at").textValue()).isEqualTo("2026-03-14T09:27:01.799Z");
    }

    @Test
    void writesTheSameBytesEachTime() {
        assertThat(ReportJson.text(Samples.outage().build()))
                .isEqualTo(ReportJson.text(Samples.outage().build()))
                .endsWith("}\n")
                .startsWith("{\n  \"schemaVersion\" : 1,\n  \"scenario\" :");
    }

    @Test
    void refusesAVerdictThatTheNumbersContradict() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(ReportJson.text(
                Samples.outage().detection(new Report.Detection(999.0, 300)).build()));
        json.put("verdict", "pass");
        Path file = Files.writeString(folder.resolve("edited.json"), json.toString());
        assertThatThrownBy(() -> ReportJson.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("edited.json")
                .hasMessageContaining("/verdict is \"pass\", but the numbers say \"fail\"");
    }

    @Test
    void refusesWhatIsNoReport() throws IOException {
        ObjectNode later =
                (ObjectNode) JSON.readTree(ReportJson.text(Samples.outage().build()));
        later.put("schemaVersion", 2);
        assertThatThrownBy(() -> ReportJson.parse(later.toString())).hasMessageContaining("schemaVersion 2");

        ObjectNode missing =
                (ObjectNode) JSON.readTree(ReportJson.text(Samples.outage().build()));
        ((ObjectNode) missing.at("/availability")).remove("failed");
        assertThatThrownBy(() -> ReportJson.parse(missing.toString())).hasMessageContaining("failed");

        ObjectNode badTime =
                (ObjectNode) JSON.readTree(ReportJson.text(Samples.outage().build()));
        badTime.put("startedAt", "yesterday");
        assertThatThrownBy(() -> ReportJson.parse(badTime.toString())).hasMessageContaining("yesterday");

        assertThatThrownBy(() -> ReportJson.parse("")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ReportJson.read(folder.resolve("absent.json"))).hasMessageContaining("absent.json");
    }

    @Test
    void readsAReportFromBeforeItSaidWhoseWritesTheSplitBrainHas() throws IOException {
        Report report =
                Samples.outage().splitBrain(new Report.SplitBrain(3, 0.4, true)).build();
        ObjectNode json = (ObjectNode) JSON.readTree(ReportJson.text(report));
        ((ObjectNode) json.at("/splitBrain")).remove("outsideRpo");
        assertThat(ReportJson.parse(json.toString())).isEqualTo(report);
    }

    @Test
    void ignoresFieldsOfALaterVersion() throws IOException {
        ObjectNode json =
                (ObjectNode) JSON.readTree(ReportJson.text(Samples.outage().build()));
        json.put("addedLater", true);
        assertThat(ReportJson.parse(json.toString())).isEqualTo(Samples.outage().build());
    }
}
