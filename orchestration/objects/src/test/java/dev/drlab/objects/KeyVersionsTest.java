package dev.drlab.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyVersionsTest {
    private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");

    /** Versions and delete markers, each kind youngest first as S3 lists them, several of them of one second. */
    private static List<ObjectVersion> listing(Random random) {
        List<ObjectVersion> entries = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            boolean marker = random.nextInt(3) == 0;
            Instant written = AT.plusSeconds(random.nextInt(5) - 2L);
            entries.add(new ObjectVersion("k", "v" + i, written, marker, false, marker ? 0 : 10, false));
        }
        entries.sort(Comparator.comparing(ObjectVersion::deleteMarker)
                .thenComparing(Comparator.comparing(ObjectVersion::lastModified).reversed()));
        int latest = random.nextInt(count);
        ObjectVersion chosen = entries.get(latest);
        entries.set(
                latest,
                new ObjectVersion(
                        "k", chosen.versionId(), chosen.lastModified(), chosen.deleteMarker(), true, 0, false));
        return entries;
    }

    private static ObjectVersion entry(String id, int secondsAfter, boolean marker) {
        return new ObjectVersion("k", id, AT.plusSeconds(secondsAfter), marker, false, marker ? 0 : 10, false);
    }

    private static Optional<String> atTheMoment(ObjectVersion... entries) {
        KeyVersions versions = new KeyVersions("k", AT);
        for (ObjectVersion entry : entries) {
            versions.add(entry);
        }
        return versions.atTheMoment().map(ObjectVersion::versionId);
    }

    /** Uploaded in parts, it has the time of its beginning, and may be listed before what has a later one. */
    @Test
    void ofVersionsThatListedFirstIsTheYoungestWhateverItsTime() {
        assertThat(atTheMoment(entry("v3", 300, false), entry("v2", -3300, false), entry("v1", -2100, false)))
                .contains("v2");
    }

    @Test
    void whatIsListedBeforeAVersionThatIsYoungerThanTheMomentWasStoredAfterTheMoment() {
        assertThat(atTheMoment(entry("v3", -3300, false), entry("v2", 120, false), entry("v1", -4000, false)))
                .contains("v1");
        assertThat(atTheMoment(entry("v3", -3300, false), entry("v2", 120, false), entry("d", -4000, true)))
                .isEmpty();
    }

    @Test
    void aVersionIsYoungerThanADeleteMarkerThatIsOlderThanWhatItCovers() {
        ObjectVersion uploaded = entry("v2", -3300, false);
        ObjectVersion covered = entry("v1", -2100, false);
        assertThat(atTheMoment(uploaded, covered, entry("d", -2200, true))).contains("v2");
        assertThat(atTheMoment(uploaded, covered, entry("d", -2000, true))).isEmpty();
    }

    /** The first of the entries once they are in order, which is what keeping two of them must come to. */
    @Test
    void keepsThoseThatPuttingAllInOrderWouldFind() {
        Comparator<ObjectVersion> youngestFirst = Comparator.comparing((ObjectVersion entry) -> !entry.latest())
                .thenComparing(Comparator.comparing(ObjectVersion::lastModified).reversed())
                .thenComparing(ObjectVersion::deleteMarker);
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            List<ObjectVersion> entries = listing(random);
            KeyVersions versions = new KeyVersions("k", AT);
            entries.forEach(versions::add);
            List<ObjectVersion> ordered = entries.stream().sorted(youngestFirst).toList();
            assertThat(versions.current()).as("%s", entries).isEqualTo(ordered.get(0));
            assertThat(versions.atTheMoment())
                    .as("%s", entries)
                    .isEqualTo(ordered.stream()
                            .filter(entry -> !entry.lastModified().isAfter(AT))
                            .findFirst()
                            .filter(entry -> !entry.deleteMarker()));
            assertThat(versions.count()).isEqualTo(entries.size());
        }
    }
}
