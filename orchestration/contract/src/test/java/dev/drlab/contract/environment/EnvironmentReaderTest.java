package dev.drlab.contract.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentReaderTest {
    @Test
    void reportsEveryProblemAtOnceByTheVariablesName() {
        EnvironmentReader in = new EnvironmentReader(Map.of(
                "BLANK",
                "  ",
                "COUNT",
                "eleven",
                "RATE",
                "0",
                "DB",
                "mysql://x",
                "DB2",
                "jdbc:postgresql://h/d?user=me",
                "URL",
                "ftp://x"));
        in.text("MISSING");
        in.text("BLANK");
        in.whole("COUNT", 1, 1, 10);
        in.number("RATE", 1, 0.1, 10);
        in.databaseUrl("DB");
        in.databaseUrl("DB2");
        in.url("URL");
        in.problem("A and B are the same");
        assertThatThrownBy(in::check)
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidEnvironmentException.class))
                .extracting(InvalidEnvironmentException::problems, InstanceOfAssertFactories.list(String.class))
                .satisfiesExactly(
                        p -> assertThat(p).isEqualTo("MISSING is not set"),
                        p -> assertThat(p).isEqualTo("BLANK is not set"),
                        p -> assertThat(p).contains("COUNT", "'eleven'", "from 1 to 10"),
                        p -> assertThat(p).contains("RATE", "'0'", "from 0.1 to 10.0"),
                        p -> assertThat(p).contains("DB is 'mysql://x'"),
                        p -> assertThat(p)
                                .contains("DB2", "parameter user", "leave it out")
                                .doesNotContain("=me"),
                        p -> assertThat(p).contains("URL", "http or https"),
                        p -> assertThat(p).isEqualTo("A and B are the same"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "connectTimeout", "loginTimeout", "socketTimeout", "ApplicationName"})
    void refusesADatabaseUrlThatWouldUndoWhatTheProgramsSet(String parameter) {
        EnvironmentReader in =
                new EnvironmentReader(Map.of("DB", "jdbc:postgresql://h/d?sslmode=require&" + parameter + "=0"));
        in.databaseUrl("DB");
        assertThatThrownBy(in::check)
                .hasMessage("DB has the parameter " + parameter + ", which is set already; leave it out");
    }

    @Test
    void allowsADatabaseUrlWithOtherParameters() {
        String url = "jdbc:postgresql://h/d?sslmode=verify-full&sslrootcert=/user=/ca.pem&targetServerType=primary";
        EnvironmentReader in = new EnvironmentReader(Map.of("DB", url));
        assertThat(in.databaseUrl("DB")).isEqualTo(url);
        in.check();
    }

    @Test
    void answersWhatIsSetWithoutTheBlanksAroundItAndElseTheFallback() {
        EnvironmentReader in = new EnvironmentReader(
                Map.of("NAME", " x ", "COUNT", "7", "RATE", "0.5", "DB", "jdbc:postgresql://h/d", "URL", "http://h:1"));
        assertThat(in.text("NAME")).isEqualTo("x");
        assertThat(in.whole("COUNT", 1, 1, 10)).isEqualTo(7);
        assertThat(in.whole("OTHER", 3, 1, 10)).isEqualTo(3);
        assertThat(in.number("RATE", 1, 0.1, 10)).isEqualTo(0.5);
        assertThat(in.databaseUrl("DB")).isEqualTo("jdbc:postgresql://h/d");
        assertThat(in.url("URL")).contains(URI.create("http://h:1"));
        assertThat(in.url("NONE")).isEmpty();
        in.check();
    }

    @Test
    void refusesInADatabaseUrlWhatTheOneProgramSetsItself() {
        EnvironmentReader in = new EnvironmentReader(Map.of("DB", "jdbc:postgresql://h/d?options=-c%20x&user=me"));
        in.databaseUrl("DB", Set.of("options"));
        assertThatThrownBy(in::check).hasMessage("DB has the parameter options, which is set already; leave it out");
    }

    @Test
    void aWrongNumberLeavesTheFallbackSoThatNothingElseIsReportedForIt() {
        EnvironmentReader in = new EnvironmentReader(Map.of("LEASE", "long", "PORT", "80"));
        assertThat(in.whole("LEASE", 15, 1, 20)).isEqualTo(15);
        assertThat(in.whole("PORT", 0, 65_535)).isEqualTo(80);
        assertThat(in.whole("OTHER_PORT", 1, 65_535)).isEqualTo(1);
        assertThatThrownBy(in::check)
                .hasMessage("LEASE is 'long'; give a whole number from 1 to 20; OTHER_PORT is not set");
    }

    @Test
    void takesASlashOffTheEndOfAUrl() {
        EnvironmentReader in = new EnvironmentReader(Map.of("URL", "https://peer.example.org/"));
        assertThat(in.requiredUrl("URL")).contains(URI.create("https://peer.example.org"));
        assertThat(in.requiredUrl("NONE")).isEmpty();
        assertThatThrownBy(in::check).hasMessage("NONE is not set");
    }

    @Test
    void theTwoRegionsMustDiffer() {
        EnvironmentReader in = new EnvironmentReader(Map.of("DRLAB_REGION", "r1", "DRLAB_PEER_REGION", "r1"));
        RegionPair.from(in);
        assertThatThrownBy(in::check)
                .hasMessage("DRLAB_PEER_REGION is the same as DRLAB_REGION ('r1'); name the other region");
        assertThat(RegionPair.from(new EnvironmentReader(Map.of("DRLAB_REGION", "r1", "DRLAB_PEER_REGION", "r2"))))
                .isEqualTo(new RegionPair("r1", "r2"));
    }
}
