package dev.rollcall.bench.stack;

import dev.rollcall.bench.tour.People;
import dev.rollcall.bench.tour.Read;
import dev.rollcall.local.story.Narrator;
import dev.rollcall.local.story.Story;
import java.util.UUID;

/**
 * A company that others can be made after: somebody has joined it and has a number, and somebody is
 * invited. It has bought no licenses.
 *
 * @param subjects what there is to read of it
 */
public record OriginalCompany(BenchCompany company, Read.Subjects subjects) {

  /** Makes one through the API. */
  public static OriginalCompany make(RunningSuite suite) {
    BenchCompany company = BenchCompany.signUp(suite);
    Story story = new Story(suite.gatewayUrl(), suite.mailboxUrl(), Narrator.SILENT);
    return new OriginalCompany(company, People.arrive(story, company.admin(), company.id()));
  }

  public UUID id() {
    return UUID.fromString(company.id());
  }
}
