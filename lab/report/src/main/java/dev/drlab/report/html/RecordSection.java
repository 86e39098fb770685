package dev.drlab.report.html;

import dev.drlab.report.Quantity;
import dev.drlab.report.Report;
import dev.drlab.report.html.markup.Markup;
import java.util.Map;

/** What an engineer needs to check the result and to repeat it: events, warnings, document, machine, options, command. */
final class RecordSection {
    private final Markup page;
    private final Report report;

    RecordSection(Markup page, Report report) {
        this.page = page;
        this.report = report;
    }

    void warnings() {
        if (report.warnings().isEmpty()) {
            return;
        }
        page.open("section", "class", "card").leaf("h2", "Warnings").open("ul");
        report.warnings().forEach(warning -> page.leaf("li", warning));
        page.close().close();
    }

    void events() {
        EventTable.render(page, report.startedAt(), report.events());
    }

    void provenance() {
        page.open("section", "class", "card").leaf("h2", "How this was made");
        page.open("dl");
        entry("State machine", report.definition().name());
        code("SHA-256", report.definition().sha256());
        Report.Environment machine = report.environment();
        entry(
                report.target() == Report.Target.LAB ? "Machine" : "Machine of the clients",
                Quantity.count(machine.cores(), "core") + ", "
                        + (machine.memoryBytes() == 0 ? "" : Quantity.bytes(machine.memoryBytes()) + ", ")
                        + machine.os() + ", "
                        + machine.arch());
        if (report.machineLoad() != null) {
            entry("Its load", MachineSentence.of(report.machineLoad(), report.target()));
        }
        if (report.logs() != null) {
            entry("Logs of both regions", report.logs() + ", beside this page");
        }
        entry("Java", machine.jdk());
        entry("PostgreSQL", machine.postgres());
        entry("drlab", machine.drlabVersion());
        if (report.lab() != null) {
            entry("Lab up after", Quantity.duration(report.lab().upSeconds()));
            entry("Whole rehearsal", Quantity.duration(report.lab().totalSeconds()));
        }
        for (Map.Entry<String, String> option : report.options().entrySet()) {
            entry(option.getKey(), option.getValue());
        }
        code("Repeat with", report.command());
        page.close();
        page.close();
    }

    private void entry(String name, String value) {
        page.leaf("dt", name).leaf("dd", value);
    }

    private void code(String name, String value) {
        page.leaf("dt", name).open("dd").leaf("code", value).close();
    }
}
