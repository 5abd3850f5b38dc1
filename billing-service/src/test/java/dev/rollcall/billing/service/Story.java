package dev.rollcall.billing.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollcall.platform.test.Contracts;
import dev.rollcall.platform.test.Events;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.OutboxRows.OutboxRow;
import dev.rollcall.platform.test.ServiceDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One company of its own for a test, and what the other services would tell of it: each method
 * sends the contract's example with this company's ids.
 */
public final class Story {

  private static final ObjectMapper JSON = new ObjectMapper();

  public final UUID company = UUID.randomUUID();
  public final UUID office = UUID.randomUUID();
  public final UUID founder = UUID.randomUUID();
  private String timeZone = "America/New_York";
  private String priceLevel = "US";
  private Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);

  /** A company that billing has heard of and provisioned. */
  public static Story signedUp() {
    Story story = new Story();
    story.created();
    story.provisioned();
    return story;
  }

  /** It signed up at that instant, in that time zone. */
  public Story at(Instant instant, String zone) {
    createdAt = instant;
    timeZone = zone;
    return this;
  }

  /** Its head office is on that price level. */
  public Story onPriceLevel(String level) {
    priceLevel = level;
    return this;
  }

  public void created() {
    created(UUID.randomUUID());
  }

  /** The same event under an id of the test's choice, to deliver it twice. */
  public void created(UUID eventId) {
    Events.send(
        eventId,
        "rollcall.company.v1",
        company.toString(),
        "rollcall.company.created.v1",
        company,
        1,
        companyState());
  }

  /** Identity tells of it anew, as it is now. */
  public void updated(long version) {
    Events.send(
        "rollcall.company.v1",
        company.toString(),
        "rollcall.company.updated.v1",
        company,
        version,
        companyState());
  }

  /** An order's plain fields. */
  public static Map<String, Object> order(String type, String plan, int quantity, UUID office) {
    return Map.of("type", type, "plan", plan, "quantity", quantity, "officeId", office);
  }

  /** purchased, free, reserved, assigned of TALK licenses of that plan in the head office. */
  public String counts(String plan) {
    return ServiceDatabase.value(
            """
            select concat_ws(' ', purchased, free, reserved, assigned)
            from license_balance
            where company_id = ? and office_id = ? and type = 'TALK' and plan = ?
            """,
            company,
            office,
            plan)
        .orElse("none");
  }

  /** Waits until the subscription and all sign-up licenses are published. */
  public Story provisioned() {
    OutboxRows.await(company, "rollcall.subscription.started.v1");
    OutboxRows.await(company, "rollcall.license.assigned.v1");
    return this;
  }

  /** What identity answers at {@code /internal/companies/{id}}. */
  public String identityAnswer() {
    return companyState().put("version", 1).toString();
  }

  public ObjectNode companyState() {
    ObjectNode state = example("rollcall.company.created.v1");
    state.put("companyId", company.toString());
    state.put("founderUserId", founder.toString());
    state.put("timeZone", timeZone);
    state.put("createdAt", createdAt.toString());
    ObjectNode head = (ObjectNode) state.path("offices").get(0);
    head.put("officeId", office.toString());
    head.put("priceLevel", priceLevel);
    return state;
  }

  /** A second office, told by {@code company.updated}. */
  public UUID opensOffice() {
    UUID second = UUID.randomUUID();
    branch(second, 2, "OPEN", null, 0);
    return second;
  }

  /** The second office closes: identity asks under that attempt of the process. */
  public void closes(UUID second, long version, UUID process, int attempt) {
    branch(second, version, "CLOSING", process, attempt);
  }

  /** The second office is told in that state: OPEN or DELETED. */
  public void branch(UUID second, long version, String status) {
    branch(second, version, status, null, 0);
  }

  private void branch(
      UUID second,
      long version,
      String status,
      @org.jspecify.annotations.Nullable UUID process,
      int attempt) {
    Events.send(
        "rollcall.company.v1",
        company.toString(),
        "rollcall.company.updated.v1",
        company,
        version,
        withBranch(second, status, process, attempt));
  }

  /** The company's state with a second office. */
  public ObjectNode withBranch(
      UUID second, String status, @org.jspecify.annotations.Nullable UUID process, int attempt) {
    ObjectNode state = companyState();
    ObjectNode branch = ((ObjectNode) state.path("offices").get(0)).deepCopy();
    branch.put("officeId", second.toString()).put("name", "Branch").put("headOffice", false);
    branch.put("status", status);
    if (process != null) {
      branch.putObject("closing").put("processId", process.toString()).put("attempt", attempt);
    }
    state.withArray("offices").add(branch);
    return state;
  }

  public void requested(UUID invitation, int attempt) {
    invitation(invitation, attempt, "requested", "REQUESTED", office);
  }

  public void requestedIn(UUID otherOffice, UUID invitation) {
    invitation(invitation, 1, "requested", "REQUESTED", otherOffice);
  }

  /** With a plan that is named, and a source, EXISTING or PURCHASE. */
  public void requested(UUID invitation, String source, String plan) {
    ObjectNode state =
        invitationState(invitation, 1, "rollcall.invitation.requested.v1", "REQUESTED", office);
    ((ObjectNode) state.path("seat")).put("source", source).put("plan", plan);
    Events.send(
        "rollcall.invitation.v1",
        invitation.toString(),
        "rollcall.invitation.requested.v1",
        company,
        1,
        state);
  }

  /** An invitation that is to buy its seat, in the head office. */
  public void buys(
      UUID invitation, int attempt, String plan, @org.jspecify.annotations.Nullable UUID quote) {
    ObjectNode state =
        invitationState(
            invitation, attempt, "rollcall.invitation.requested.v1", "REQUESTED", office);
    ((ObjectNode) state.path("seat"))
        .put("source", "PURCHASE")
        .put("plan", plan)
        .put("quoteId", quote == null ? null : quote.toString());
    Events.send(
        "rollcall.invitation.v1",
        invitation.toString(),
        "rollcall.invitation.requested.v1",
        company,
        attempt,
        state);
  }

  public void expired(UUID invitation, int attempt) {
    invitation(invitation, attempt, "expired", "EXPIRED", office);
  }

  public void revoked(UUID invitation, int attempt) {
    invitation(invitation, attempt, "revoked", "REVOKED", office);
  }

  public void joined(UUID user, UUID invitation) {
    user("rollcall.user.joined.v1", user, invitation, 1);
  }

  public void deleted(UUID user, UUID invitation) {
    user("rollcall.user.deleted.v1", user, invitation, 2);
  }

  /** Identity tells the user's current state again: ACTIVE or DELETED. */
  public void resynced(
      UUID user, @org.jspecify.annotations.Nullable UUID invitation, String status, long version) {
    ObjectNode state =
        userState(
            status.equals("ACTIVE") ? "rollcall.user.updated.v1" : "rollcall.user.resynced.v1",
            user,
            invitation);
    Events.send(
        "rollcall.user.v1", user.toString(), "rollcall.user.resynced.v1", company, version, state);
  }

  /** Invitation-service tells again that the invitation was revoked. */
  public void resyncedRevoked(UUID invitation, int attempt) {
    invitation(invitation, attempt, "resynced", "REVOKED", office);
  }

  /** A user that no invitation brought is deleted. */
  public void founderDeleted() {
    user("rollcall.user.deleted.v1", founder, null, 2);
  }

  public void purchaseRequested(UUID purchase, int attempt, String e164, String type) {
    number("purchase-requested", purchase, attempt, e164, type, "HELD", 1);
  }

  /** A purchase that still waits asks once more. */
  public void purchaseRequestedAgain(UUID purchase, int attempt, String e164, String type) {
    ObjectNode number =
        numberState("purchase-requested", purchase, attempt, e164, type, "HELD").put("again", true);
    Events.send(
        "rollcall.number.v1", e164, "rollcall.number.purchase-requested.v1", company, 2, number);
  }

  public void purchaseFailed(UUID purchase, int attempt, String e164, String type) {
    number("purchase-failed", purchase, attempt, e164, type, "AVAILABLE", 2);
  }

  public void bought(UUID purchase, String e164, String type) {
    number("bought", purchase, 1, e164, type, "RESERVED", 2);
  }

  /** The company has given the number up. */
  public void givenUp(String e164, String type) {
    number("reserved", UUID.randomUUID(), 1, e164, type, "QUARANTINED", 3);
  }

  /** It doesn't pay, which only later versions find out for themselves. */
  public void suspended() throws SQLException {
    try (Connection admin = ServiceDatabase.admin();
        Statement statement = admin.createStatement()) {
      statement.execute(
          "update subscription set status = 'SUSPENDED' where company_id = '" + company + "'");
    }
  }

  /** What was published of that type, oldest first. */
  public List<OutboxRow> published(String type) {
    return OutboxRows.ofCompany(company).stream().filter(row -> row.type().equals(type)).toList();
  }

  /** The first event of that type about that process or license. */
  public OutboxRow awaits(String type, UUID aggregate) {
    return OutboxRows.await(
        company, row -> row.type().equals(type) && row.aggregateId().equals(aggregate.toString()));
  }

  /** The types that were published about that process, oldest first. */
  public List<String> answers(UUID process) {
    return OutboxRows.ofAggregate(process.toString()).stream()
        .map(OutboxRow::type)
        .map(type -> type.replace("rollcall.", "").replace(".v1", ""))
        .toList();
  }

  private void invitation(UUID invitation, int attempt, String verb, String status, UUID inOffice) {
    String type = "rollcall.invitation." + verb + ".v1";
    Events.send(
        "rollcall.invitation.v1",
        invitation.toString(),
        type,
        company,
        1,
        invitationState(invitation, attempt, type, status, inOffice));
  }

  private ObjectNode invitationState(
      UUID invitation, int attempt, String type, String status, UUID inOffice) {
    ObjectNode state = example(type);
    state.put("invitationId", invitation.toString());
    state.put("companyId", company.toString());
    state.put("attempt", attempt);
    state.put("status", status);
    state.put("officeId", inOffice.toString());
    return state;
  }

  private void user(
      String type, UUID user, @org.jspecify.annotations.Nullable UUID invitation, long version) {
    ObjectNode state = userState(type, user, invitation);
    Events.send("rollcall.user.v1", user.toString(), type, company, version, state);
  }

  private ObjectNode userState(
      String type, UUID user, @org.jspecify.annotations.Nullable UUID invitation) {
    ObjectNode state = example(type);
    state.put("userId", user.toString());
    state.put("companyId", company.toString());
    state.put("personId", UUID.randomUUID().toString());
    state.put("officeId", office.toString());
    state.put("invitationId", invitation == null ? null : invitation.toString());
    return state;
  }

  private void number(
      String verb,
      UUID purchase,
      int attempt,
      String e164,
      String type,
      String state,
      long version) {
    Events.send(
        "rollcall.number.v1",
        e164,
        "rollcall.number." + verb + ".v1",
        company,
        version,
        numberState(verb, purchase, attempt, e164, type, state));
  }

  private ObjectNode numberState(
      String verb, UUID purchase, int attempt, String e164, String type, String state) {
    ObjectNode number = example("rollcall.number." + verb + ".v1");
    number.put("e164", e164);
    number.put("companyId", company.toString());
    number.put("type", type);
    number.put("state", state);
    number.put("officeId", office.toString());
    number.put("processId", purchase.toString());
    return number.put("attempt", attempt);
  }

  private static ObjectNode example(String type) {
    try {
      return (ObjectNode) JSON.readTree(Contracts.example(type));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
