package dev.drlab.rpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.console.CannotRunException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresUrlTest {
    @ParameterizedTest
    @CsvSource({
        "postgresql://db.example.org/app, jdbc:postgresql://db.example.org/app",
        "postgres://db:5433/app, jdbc:postgresql://db:5433/app",
        "postgresql://me%40x@db/app, jdbc:postgresql://db/app?user=me%40x",
        "postgresql://me@db:1/app?sslmode=require&connect_timeout=3,"
                + " jdbc:postgresql://db:1/app?user=me&sslmode=require&connectTimeout=3",
        "postgresql://[::1]:5432/app, jdbc:postgresql://[::1]:5432/app",
        "postgresql://db, jdbc:postgresql://db/",
        "jdbc:postgresql://db/app?x=y, jdbc:postgresql://db/app?x=y"
    })
    void bothStylesNameTheSamePlace(String given, String jdbc) throws CannotRunException {
        assertThat(PostgresUrl.toJdbc("--primary", given)).isEqualTo(jdbc);
    }

    @Test
    void aParameterThatWouldBeForgottenIsRefused() {
        assertThatThrownBy(() -> PostgresUrl.toJdbc("--replica", "postgresql://db/app?target_session_attrs=standby"))
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("--replica: the parameter 'target_session_attrs=standby'");
    }

    @Test
    void aUrlWithoutAHostIsRefused() {
        assertThatThrownBy(() -> PostgresUrl.toJdbc("--primary", "postgresql:///app"))
                .hasMessageContaining("names no host");
    }
}
