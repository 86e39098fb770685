package dev.drlab.report.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.drlab.contract.json.Json;
import dev.drlab.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** {@code report.json}: instants in ISO-8601 (UTC), fields in a fixed order, UTF-8, a newline at the end. */
public final class ReportJson {
    private static final ObjectMapper MAPPER = mapper();
    private static final List<String> DERIVED =
            List.of("/verdict", "/verdictReasons", "/rto/met", "/detection/met", "/rpo/met", "/objects/met");

    private static final String LEGS = "/availability/legs";
    private static final List<String> DERIVED_OF_A_LEG = List.of("failedShare", "failedShareMet", "gapMet");
    private static final String WORDING = "verdictWording";

    private ReportJson() {}

    /** The report as JSON text. */
    public static String text(Report report) {
        return text((Object) report);
    }

    /** Writes {@code report.json}, replacing the file; missing folders are made. */
    public static void write(Path file, Report report) throws IOException {
        TextFile.write(file, text(report));
    }

    /**
     * Reads a report and checks that its verdict follows from its numbers. Fields that this version does not know are
     * ignored.
     *
     * @throws IOException naming the file, if it cannot be read, is no report, or its verdict contradicts its numbers
     */
    public static Report read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new IOException("cannot read the report " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * As {@link #read}, from text.
     *
     * @throws IOException if the text is no report or its verdict contradicts its numbers
     */
    public static Report parse(String json) throws IOException {
        JsonNode given = MAPPER.readTree(json);
        Report report = MAPPER.treeToValue(given, Report.class);
        if (report == null) {
            throw new IOException("the text is empty");
        }
        JsonNode computed = MAPPER.readTree(text(report));
        for (String pointer : DERIVED) {
            check(pointer, given, computed);
        }
        checkLegs(given, computed);
        return report;
    }

    /** A report from before there were any has none to check. */
    private static void checkLegs(JsonNode given, JsonNode computed) throws IOException {
        for (int leg = 0; leg < computed.at(LEGS).size(); leg++) {
            for (String name : DERIVED_OF_A_LEG) {
                String pointer = LEGS + "/" + leg + "/judged/" + name;
                check(pointer, given, computed);
            }
        }
        if (given.has(WORDING)) {
            check("/" + WORDING, given, computed);
        }
    }

    private static void check(String pointer, JsonNode given, JsonNode computed) throws IOException {
        if (!given.at(pointer).equals(computed.at(pointer))) {
            throw new IOException(pointer + " is " + given.at(pointer) + ", but the numbers say " + computed.at(pointer)
                    + "; the file was changed by hand or is damaged");
        }
    }

    /** Any record of this package as JSON text. */
    public static String text(Object value) {
        try {
            return writer().writeValueAsString(value) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    private static ObjectWriter writer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return MAPPER.writer(
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
    }

    private static ObjectMapper mapper() {
        SimpleModule instants = new SimpleModule()
                .addSerializer(new InstantSerializer())
                .addDeserializer(Instant.class, new InstantDeserializer());
        return Json.builder()
                .addModule(instants)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    private static final class InstantSerializer extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider context) throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class InstantDeserializer extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantDeserializer() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.getValueAsString();
            try {
                return Instant.parse(text);
            } catch (DateTimeException | NullPointerException e) {
                return (Instant) context.handleWeirdStringValue(
                        Instant.class, text, "not an instant such as 2026-01-31T09:30:00Z");
            }
        }
    }
}
