package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Story;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The local mail server reports later that it can't deliver to anybody at undeliverable.test. */
@ExtendWith(Suite.Extension.class)
class BouncedMailTest {

  @Test
  @DisplayName(
      "INV-13 INV-18 INV-19 INV-21 a report of later ends the invitation, frees its seat and shows")
  void reportedLater(Suite suite) {
    Company company = Company.signUp(suite, Suite.LINUS);
    String email = Suite.freshEmail("gone").replaceFirst("@.*", "@undeliverable.test");

    String invitation = company.invited(email);

    JsonNode bounced = company.awaitInvitation(invitation, "BOUNCED");
    assertThat(bounced.path("delivery").asText()).isEqualTo("BOUNCED");
    company.awaitLicenses("FREE", 2);
    assertThat(awaitSteps(company, invitation, "seat-released"))
        .startsWith("invitation requested", "billing seat-granted", "invitation opened")
        .contains("invitation mail", "invitation mail-returned", "invitation bounced")
        .containsOnlyOnce("invitation bounced", "billing seat-released");
  }

  /** Each step as {@code service step}, once the timeline has that one. */
  private static List<String> awaitSteps(Company company, String invitation, String step) {
    String path = company.path("invitation", "/invitations/" + invitation + "/timeline");
    Answer timeline =
        Story.until(
            step,
            () -> company.admin().get(path),
            answer -> answer.body().findValuesAsText("step").contains(step));
    return Company.items(timeline).stream()
        .map(item -> item.path("service").asText() + " " + item.path("step").asText())
        .toList();
  }
}
