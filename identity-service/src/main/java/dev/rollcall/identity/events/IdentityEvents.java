package dev.rollcall.identity.events;

import dev.rollcall.identity.Company;
import dev.rollcall.identity.Edition;
import dev.rollcall.identity.Office;
import dev.rollcall.identity.User;
import dev.rollcall.platform.messaging.OutboxEvent;
import java.util.List;

/** Makes the events that identity publishes, each with the aggregate's full state. */
public final class IdentityEvents {

  private IdentityEvents() {}

  public static OutboxEvent companyCreated(Company company, List<Office> offices) {
    return ofCompany("rollcall.company.created.v1", company, offices);
  }

  public static OutboxEvent companyUpdated(Company company, List<Office> offices) {
    return ofCompany("rollcall.company.updated.v1", company, offices);
  }

  public static OutboxEvent userJoined(User user, Edition edition) {
    return ofUser("rollcall.user.joined.v1", user, edition);
  }

  public static OutboxEvent userUpdated(User user, Edition edition) {
    return ofUser("rollcall.user.updated.v1", user, edition);
  }

  public static OutboxEvent userDeleted(User user, Edition edition) {
    return ofUser("rollcall.user.deleted.v1", user, edition);
  }

  /** The user as they are, told again under a new version. */
  public static OutboxEvent userResynced(User user, Edition edition) {
    return ofUser("rollcall.user.resynced.v1", user, edition);
  }

  private static OutboxEvent ofCompany(String type, Company company, List<Office> offices) {
    return new OutboxEvent(
        Topics.COMPANY,
        type,
        company.id().toString(),
        company.id(),
        company.version(),
        CompanyState.of(company, offices),
        null);
  }

  private static OutboxEvent ofUser(String type, User user, Edition edition) {
    return new OutboxEvent(
        Topics.USER,
        type,
        user.id().toString(),
        user.companyId(),
        user.version(),
        UserState.of(user, edition),
        null);
  }
}
