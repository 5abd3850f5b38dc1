package dev.rollcall.bench.tour;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.local.story.Api;
import dev.rollcall.local.story.Story;
import java.util.UUID;

/** The people of a company that others can be made after ({@code Fill}). */
public final class People {

  private static final String PASSWORD = "Correct-horse-battery-9!";
  private static final int FOUNDER_JOINED_AND_INVITED = 3;

  private People() {}

  /**
   * Somebody joins the company and gets a number, and somebody is invited, with the licenses of the
   * sign-up.
   *
   * @param company as it was signed up
   */
  public static Read.Subjects arrive(Story story, Api admin, String company) {
    String email = "uma-" + UUID.randomUUID() + "@people.test";
    story.invite(admin, company, "Uma", "Stone", email);
    String user = story.join(story.mailedToken(email), PASSWORD).userId();
    story.assignedSeat(admin, company, user);
    String number = story.availableNumber(admin, company, "415");
    String office = story.headOffice(admin, company);
    story.buy(admin, company, story.hold(admin, company, number), office, number);
    story.assign(admin, company, number, user);
    String invited = "ina-" + UUID.randomUUID() + "@people.test";
    JsonNode pending = story.invite(admin, company, "Ina", "Vited", invited);
    story.mailedToken(invited);
    Story.until(
        "the number and the invitation in the user list",
        () -> admin.get("/identity/v1/companies/" + company + "/users"),
        answer ->
            answer.items().size() == FOUNDER_JOINED_AND_INVITED
                && answer.body().toString().contains(number));
    return new Read.Subjects(company, office, user, pending.path("id").asText(), number);
  }
}
