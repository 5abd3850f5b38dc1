package dev.rollcall.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  record Line(String text) {}

  record Note(UUID id, @Nullable String title, List<Line> lines) {}

  @Test
  @DisplayName("EVENTS Contracts: what may be null may be missing")
  void complete() throws JsonProcessingException {
    UUID id = UUID.randomUUID();

    assertThat(read("{'id':'" + id + "','lines':[{'text':'one'}]}"))
        .isEqualTo(new Note(id, null, List.of(new Line("one"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'lines':[]}                                                    | /id is missing",
        "{'id':'0190163d-8694-739b-aea5-966c26f8ad91'}                   | /lines is missing",
        "{'id':'0190163d-8694-739b-aea5-966c26f8ad91','lines':[{}]}      | /lines/-/text is"
            + " missing",
        "{'id':'Ann Secret','lines':[]} | /id is not as agreed (InvalidFormatException)",
        "['Ann Secret']                                  | the payload is no JSON object",
        "null                                            | the payload is no JSON object"
      })
  @DisplayName("X-2 a payload that isn't as agreed is refused, by its place and without its words")
  void refused(String payload, String told) {
    var failure = catchThrowableOfType(PermanentFailure.class, () -> read(payload));

    assertThat(failure.poison()).isEqualTo(Poison.WRONG_SCHEMA);
    assertThat(failure).hasMessage(told).hasNoCause();
  }

  private static Note read(String payload) throws JsonProcessingException {
    return Payload.read(JSON, JSON.readTree(payload.replace('\'', '"')), Note.class);
  }
}
