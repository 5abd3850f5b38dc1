package dev.rollcall.platform.test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member, or one to be. {@link #joined}, {@link #updated} and {@link #deleted} publish;
 * everything else only answers another value.
 */
public final class Member {

  private static final String TOPIC = "rollcall.user.v1";
  private static final Duration RESTORABLE = Duration.ofDays(3);

  private final UUID companyId;
  private final UUID userId;
  private final UUID personId;
  private final long version;
  private final Map<String, @Nullable Object> state;

  private Member(
      UUID companyId,
      UUID userId,
      UUID personId,
      long version,
      Map<String, @Nullable Object> state) {
    this.companyId = companyId;
    this.userId = userId;
    this.personId = personId;
    this.version = version;
    this.state = state;
  }

  /** A USER of that company without permissions, in an office of their own. */
  static Member of(UUID companyId) {
    UUID personId = UUID.randomUUID();
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("firstName", "Pat");
    state.put("lastName", "Example");
    state.put("email", "person-" + personId + "@example.test");
    state.put("phone", null);
    state.put("jobTitle", null);
    state.put("role", "USER");
    state.put("officeId", UUID.randomUUID());
    state.put("adminOfficeIds", List.of());
    state.put("products", List.of());
    state.put("grants", List.of());
    state.put("status", "ACTIVE");
    state.put("founder", false);
    state.put("invitationId", null);
    state.put("joinedAt", now());
    state.put("deletedAt", null);
    state.put("restorableUntil", null);
    return new Member(companyId, UUID.randomUUID(), personId, 0, state);
  }

  public UUID companyId() {
    return companyId;
  }

  public UUID userId() {
    return userId;
  }

  /** The Keycloak user id. */
  public UUID personId() {
    return personId;
  }

  public UUID officeId() {
    return UUID.fromString(text("officeId"));
  }

  public String email() {
    return text("email");
  }

  /** Of the user aggregate, as last published; 0 before. */
  public long version() {
    return version;
  }

  public Member withPerson(UUID id) {
    return new Member(companyId, userId, id, version, state);
  }

  public Member withUser(UUID id) {
    return new Member(companyId, id, personId, version, state);
  }

  public Member names(String first, String last) {
    return with("firstName", first).with("lastName", last);
  }

  public Member email(String address) {
    return with("email", address);
  }

  /** COMPANY_ADMIN, OFFICE_ADMIN, MANAGER or USER. */
  public Member role(String name) {
    return with("role", name);
  }

  public Member office(UUID id) {
    return with("officeId", id);
  }

  /** The offices that a grant with scope OFFICES reaches. */
  public Member adminOf(UUID... offices) {
    return with("adminOfficeIds", List.of(offices));
  }

  /** One more permission, with scope COMPANY, OFFICES or OWN. */
  public Member grant(String permission, String scope) {
    List<Object> grants = new ArrayList<>();
    if (state.get("grants") instanceof List<?> earlier) {
      grants.addAll(earlier);
    }
    grants.add(Map.of("permission", permission, "scope", scope));
    return with("grants", grants);
  }

  /** Whoever signed the company up. */
  public Member founding() {
    return with("founder", true);
  }

  /** Joins by that invitation. */
  public Member invitedBy(UUID invitationId) {
    return with("invitationId", invitationId);
  }

  /** Publishes {@code user.joined} and waits until the service's membership view has it. */
  public Member joined() {
    return published("rollcall.user.joined.v1");
  }

  /** Publishes {@code user.updated} with what this value says, and waits the same way. */
  public Member updated() {
    return published("rollcall.user.updated.v1");
  }

  /** Publishes {@code user.deleted} and waits the same way. */
  public Member deleted() {
    return with("status", "DELETED")
        .with("deletedAt", now())
        .with("restorableUntil", Instant.parse(now()).plus(RESTORABLE).toString())
        .published("rollcall.user.deleted.v1");
  }

  /** An access token of this person. */
  public String token() {
    return TestTokens.person(personId)
        .email(email())
        .names(text("firstName"), text("lastName"))
        .token();
  }

  private Member published(String type) {
    Heartbeats.keepGoing();
    Member newer = new Member(companyId, userId, personId, version + 1, state);
    Events.send(TOPIC, userId.toString(), type, companyId, newer.version, newer.payload());
    Eventually.holds(newer::mustBeInView);
    return newer;
  }

  private void mustBeInView() {
    boolean there =
        ServiceDatabase.value(
                "select version from membership where company_id = ? and person_id = ?",
                companyId,
                personId)
            .filter(seen -> Long.parseLong(seen) >= version)
            .isPresent();
    if (!there || !Heartbeats.seen()) {
      throw new AssertionError("the membership view hasn't seen " + personId + " yet");
    }
  }

  private Map<String, @Nullable Object> payload() {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("userId", userId);
    payload.put("companyId", companyId);
    payload.put("personId", personId);
    payload.putAll(state);
    return payload;
  }

  private Member with(String field, Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(state);
    more.put(field, value);
    return new Member(companyId, userId, personId, version, more);
  }

  private String text(String field) {
    return String.valueOf(state.get(field));
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
  }
}
