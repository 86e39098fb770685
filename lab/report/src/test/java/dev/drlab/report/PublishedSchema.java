package dev.drlab.report;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The schemas in {@code docs}, as this module's test resources. */
public enum PublishedSchema {
    /** Of {@code report.json}. */
    REPORT("report.schema.json"),
    /** Of {@code report.json} of a run that did not come to its end. */
    UNFINISHED("unfinished.schema.json"),
    /** Of {@code summary.json}. */
    SUMMARY("summary.schema.json");

    private final String file;

    PublishedSchema(String file) {
        this.file = file;
    }

    /** Where the text does not follow the schema; empty when it does. */
    public List<String> violations(String json) throws IOException {
        try (InputStream schema = PublishedSchema.class.getResourceAsStream("/" + file)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema)
                    .validate(json, InputFormat.JSON)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}
