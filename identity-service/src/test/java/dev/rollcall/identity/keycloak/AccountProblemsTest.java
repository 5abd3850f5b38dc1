package dev.rollcall.identity.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Violation;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountProblemsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // As the admin API answers a profile.
        "{\"field\":\"firstName\",\"errorMessage\":\"error-person-name-invalid-character\",\"params\":[\"firstName\"]}"
            + "|/firstName|Has characters that can't be used there.",
        "{\"field\":\"lastName\",\"errorMessage\":\"error-invalid-length-too-long\",\"params\":[\"lastName\",0,255]}"
            + "|/lastName|Must have at most 255 characters.",
        "{\"field\":\"lastName\",\"errorMessage\":\"error-user-attribute-required\"}"
            + "|/lastName|Is required.",
        "{\"field\":\"firstName\",\"errorMessage\":\"error-pattern-no-match\"}"
            + "|/firstName|Has characters that can't be used there.",
        "{\"field\":\"email\",\"errorMessage\":\"error-invalid-email\"}"
            + "|/email|Is not accepted by the sign-in server.",
        "{\"field\":\"username\",\"errorMessage\":\"error-username-invalid-character\"}"
            + "|/email|Has characters that can't be used there.",
        // A password.
        "{\"error\":\"invalidPasswordMinLengthMessage\",\"error_description\":\"Invalid password: minimum length 10.\"}"
            + "|/password|Does not satisfy the password policy: minimum length 10.",
        "{\"errorMessage\":\"invalidPasswordMinLengthMessage\",\"params\":[10]}"
            + "|/password|Does not satisfy the password policy: minimum length 10",
        "{\"errorMessage\":\"Password policy not met\"}"
            + "|/password|Does not satisfy the password policy.",
        "{\"error\":\"invalidPasswordNotContainsUsernameMessage\"}"
            + "|/password|Does not satisfy the password policy: can not contain the username",
        "{\"error\":\"invalidPasswordOfTomorrowMessage\",\"params\":[]}"
            + "|/password|Does not satisfy the password policy.",
        // Nothing that could be attributed.
        "{\"errorMessage\":\"Could not create user\"}|''|Is not accepted by the sign-in server.",
        "{\"error\":\"unknown_error\",\"error_description\":\"For more on this error consult the log.\"}"
            + "|''|Is not accepted by the sign-in server.",
        "{\"field\":\"shoeSize\",\"errorMessage\":\"error-invalid-number\"}"
            + "|''|Is not accepted by the sign-in server."
      })
  @DisplayName("INV-14 every form of Keycloak's refusal points at the field that it is about")
  void forms(String body, String pointer, String message) {
    Refusal refusal = AccountProblems.refusal(body);

    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
    assertThat(refusal.violations()).containsExactly(new Violation(pointer, message));
  }

  @Test
  @DisplayName("INV-14 both names refused at once are two violations")
  void several() {
    String one = "{\"field\":\"%s\",\"errorMessage\":\"error-person-name-invalid-character\"}";

    Refusal refusal =
        AccountProblems.refusal(
            "{\"errors\":[" + one.formatted("firstName") + "," + one.formatted("lastName") + "]}");

    assertThat(refusal.violations())
        .extracting(Violation::pointer)
        .containsExactly("/firstName", "/lastName");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Bad Request", "<html>", "[]", "[1]", "7", "null", "{\"errors\":[]}"})
  @DisplayName("INV-14 a refusal without readable words is a refusal of the whole document")
  void unreadable(@Nullable String body) {
    assertThat(AccountProblems.refusal(body).violations())
        .isEqualTo(List.of(new Violation("", "Is not accepted by the sign-in server.")));
  }

  @Property
  @Label("INV-14 whatever Keycloak says with a 400 is a refusal")
  boolean anythingIsARefusal(@ForAll String body) {
    return AccountProblems.refusal(body).kind() == Refusal.Kind.INVALID;
  }
}
