package dev.drlab.contract.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"{\"met\":true}{\"met\":false}", "{\"met\":true} x", "1 2"})
    void refusesWhatStandsBehindTheValue(String text) {
        assertThatThrownBy(() -> Json.mapper().readTree(text)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void aCallersMapperIsItsOwn() {
        assertThat(Json.mapper()).isNotSameAs(Json.mapper());
    }
}
