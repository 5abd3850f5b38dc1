package dev.rollcall.identity;

import static dev.rollcall.identity.Samples.NOW;
import static dev.rollcall.identity.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.identity.CompanyRules.Founder;
import dev.rollcall.identity.CompanyRules.NewIds;
import dev.rollcall.identity.CompanyRules.SignUp;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FounderNamesTest {

  @Test
  @DisplayName(
      "CO-6 a founder whose login shows no name is named by what their address begins with")
  void invisible() {
    var wish = new SignUp("Acme", "US", "America/New_York", "billing@acme.test", "STANDARD");
    var founder = new Founder(UUID.randomUUID(), "\u3164", "Lee\u2028(EMEA)", "ada@acme.test");
    var ids = new NewIds(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

    User.Profile profile =
        value(CompanyRules.signUp(wish, founder, ids, Duration.ofHours(24), NOW))
            .founder()
            .profile();

    assertThat(profile.firstName()).isEqualTo("ada");
    assertThat(profile.lastName()).isEqualTo("Lee (EMEA)");
  }
}
