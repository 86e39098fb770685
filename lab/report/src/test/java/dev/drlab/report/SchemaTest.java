package dev.drlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import dev.drlab.report.file.UnfinishedReport;
import dev.drlab.report.series.Summary;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The published schema and the records name the same fields, all the way down. */
class SchemaTest {
    private static final Path SCHEMA = Path.of("..", "..", "docs", "report.schema.json");
    private static final Path UNFINISHED_SCHEMA = Path.of("..", "..", "docs", "unfinished.schema.json");
    private static final Path SUMMARY_SCHEMA = Path.of("..", "..", "docs", "summary.schema.json");

    @Test
    void schemaAndRecordsNameTheSameFields() throws IOException {
        JsonNode schema = Json.mapper().readTree(Files.readString(SCHEMA));
        List<String> visited = new ArrayList<>();
        compare(Report.class, schema, "", visited);
        assertThat(visited).contains("/rto/phases", "/rpo/canaries", "/projection/awsAdds", "/replication/lagMillis");
    }

    @Test
    void theUnfinishedRunsSchemaAndRecordsNameTheSameFields() throws IOException {
        JsonNode schema = Json.mapper().readTree(Files.readString(UNFINISHED_SCHEMA));
        List<String> visited = new ArrayList<>();
        compare(UnfinishedReport.class, schema, "", visited);
        assertThat(visited).contains("/availability/legs", "/acknowledged", "/machineLoad");
    }

    @Test
    void theSummarysSchemaAndRecordsNameTheSameFields() throws IOException {
        JsonNode schema = Json.mapper().readTree(Files.readString(SUMMARY_SCHEMA));
        List<String> visited = new ArrayList<>();
        compare(Summary.class, schema, "", visited);
        assertThat(visited).contains("/scenarios/figures");
    }

    private static void compare(Class<?> type, JsonNode schema, String path, List<String> visited) {
        visited.add(path);
        JsonNode properties = schema.path("properties");
        Set<String> described = new LinkedHashSet<>();
        properties.fieldNames().forEachRemaining(described::add);
        assertThat(described).as("properties of %s", path).containsExactlyInAnyOrderElementsOf(fields(type));
        Set<String> required = new LinkedHashSet<>();
        schema.path("required").forEach(name -> required.add(name.textValue()));
        assertThat(required).as("required of %s", path).containsExactlyInAnyOrderElementsOf(described);
        properties
                .fields()
                .forEachRemaining(
                        field -> assertThat(field.getValue().path("description").asText())
                                .as("description of %s/%s", path, field.getKey())
                                .isNotBlank());
        for (RecordComponent component : type.getRecordComponents()) {
            JsonNode property = properties.path(component.getName());
            Class<?> element = elementType(component.getGenericType());
            if (element != null) {
                compare(element, property.path("items"), path + "/" + component.getName(), visited);
            } else if (component.getType().isRecord()) {
                compare(component.getType(), property, path + "/" + component.getName(), visited);
            }
        }
    }

    private static Set<String> fields(Class<?> type) {
        Set<String> names = new LinkedHashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            names.add(component.getName());
        }
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(JsonProperty.class) && method.getParameterCount() == 0) {
                names.add(method.getName());
            }
        }
        return names;
    }

    /** The record that a list holds, or null. */
    private static Class<?> elementType(Type type) {
        return type instanceof ParameterizedType list
                        && list.getRawType() == List.class
                        && list.getActualTypeArguments()[0] instanceof Class<?> element
                        && element.isRecord()
                ? element
                : null;
    }
}
