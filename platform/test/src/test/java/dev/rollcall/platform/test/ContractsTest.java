package dev.rollcall.platform.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ContractsTest {

  private static final String JOINED = "rollcall.user.joined.v1";

  @TestFactory
  Stream<DynamicTest> everyExampleIsValid() {
    return Contracts.types().stream()
        .map(
            type ->
                DynamicTest.dynamicTest(
                    "the example of " + type + " is valid",
                    () -> Contracts.validate(type, Contracts.example(type))));
  }

  @Test
  @DisplayName("a payload without a required field is refused, by name")
  void missingField() {
    String payload = Contracts.example(JOINED).replace("\"userId\"", "\"uid\"");
    assertThatThrownBy(() -> Contracts.validate(JOINED, payload))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("userId");
  }

  @Test
  @DisplayName("a payload with a value of the wrong format is refused")
  void wrongFormat() {
    String payload =
        Contracts.example(JOINED).replaceFirst("\"userId\": \"[^\"]+\"", "\"userId\": \"bob\"");
    assertThat(Contracts.violations(JOINED, payload)).hasSize(1);
  }

  @Test
  @DisplayName("a type without a schema is refused")
  void unknownType() {
    assertThatThrownBy(() -> Contracts.validate("rollcall.user.vanished.v1", "{}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("rollcall.user.vanished.v1");
  }

  @Test
  @DisplayName(
      "a field more than the schema has is accepted: within a major version fields are added")
  void moreFields() {
    String payload = Contracts.example(JOINED).replaceFirst("\\{", "{\"nickname\": \"B\",");
    assertThatCode(() -> Contracts.validate(JOINED, payload)).doesNotThrowAnyException();
  }
}
