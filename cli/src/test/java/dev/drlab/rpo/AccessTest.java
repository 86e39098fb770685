package dev.drlab.rpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.console.CannotRunException;
import dev.drlab.verifier.database.Endpoint;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final String URL = "jdbc:postgresql://db:5432/app";

    @Test
    void theUserComesFromTheOptionTheUrlOrTheEnvironment() throws CannotRunException {
        assertThat(user(URL, "u", Map.of("PGUSER", "e"))).isEqualTo("u");
        assertThat(user(URL + "?ssl=true&user=a%40b", null, Map.of("PGUSER", "e")))
                .isEqualTo("a@b");
        assertThat(user(URL, null, Map.of("PGUSER", "e"))).isEqualTo("e");
        assertThat(user(URL, null, Map.of())).isEqualTo(System.getProperty("user.name"));
        assertThatThrownBy(() -> user(URL + "?user=a", "u", Map.of())).hasMessageContaining("give only one");
    }

    @Test
    void thePasswordComesFromTheEnvironmentOrIsLeftToThePgpassFile() throws CannotRunException {
        assertThat(Access.endpoint("--primary", "p", URL, "u", Map.of("PGPASSWORD", "secret"))
                        .writer()
                        .password())
                .contains("secret");
        Endpoint bare = Access.endpoint("--primary", "p", URL, "u", Map.of());
        assertThat(bare.writer().password()).isEmpty();
        assertThat(Access.endpoint("--primary", "p", URL, "u", Map.of("PGPASSWORD", "secret"))
                        .toString())
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                URL + "?password=x",
                URL + "?ssl=true&Password=x",
                "jdbc:postgresql://me:pw@db/app",
                "postgresql://me:pw@db/app"
            })
    void aPasswordInTheUrlIsRefusedWithTheRemedyAndNotRepeated(String url) {
        assertThatThrownBy(() -> Access.endpoint("--replica", "r", url, null, Map.of()))
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("--replica: the URL carries a password")
                .hasMessageContaining("PGPASSWORD")
                .hasMessageNotContaining("pw@");
    }

    @Test
    void otherUrlsAreRefused() {
        assertThatThrownBy(() -> Access.endpoint("--primary", "p", "mysql://me:pw@db/app", null, Map.of()))
                .hasMessageContaining("jdbc:postgresql://host:5432/database")
                .hasMessageNotContaining("pw@");
    }

    @Test
    void theUserOfAPostgresqlUrlIsTheRole() throws CannotRunException {
        assertThat(user("postgresql://a%40b@db/app", null, Map.of("PGUSER", "e")))
                .isEqualTo("a@b");
    }

    private static String user(String url, String user, Map<String, String> environment) throws CannotRunException {
        return Access.endpoint("--primary", "p", url, user, environment)
                .writer()
                .user();
    }
}
