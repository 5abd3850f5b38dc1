package dev.rollcall.billing.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.Events;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.OutboxRows.OutboxRow;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class SeatsTest {

  private static final String GRANTED = "rollcall.seat-request.granted.v1";
  private static final String REFUSED = "rollcall.seat-request.refused.v1";
  private static final String RELEASED = "rollcall.seat-request.released.v1";
  private static final String ASSIGNED = "rollcall.license.assigned.v1";
  private static final String FREED = "rollcall.license.freed.v1";
  private static final Duration A_WHILE = Duration.ofSeconds(2);

  private final UUID invitation = UUID.randomUUID();
  private final UUID bob = UUID.randomUUID();

  @Test
  @DisplayName("INV-6 a request reserves a license and is granted, each told with its full state")
  void reserve() {
    Story acme = Story.signedUp();

    acme.requested(invitation, 1);

    OutboxRow granted = acme.awaits(GRANTED, invitation);
    OutboxRow reserved =
        OutboxRows.ofAggregate(granted.payload().path("licenseId").asText()).getLast();
    assertThat(reserved.type()).isEqualTo("rollcall.license.reserved.v1");
    assertThat(reserved.payload().path("holder").path("invitationId").asText())
        .isEqualTo(invitation.toString());
    assertThat(reserved.payload().path("attempt").asInt()).isEqualTo(1);
    assertThat(granted.aggregateVersion()).isEqualTo(1);
  }

  @Test
  @DisplayName("INV-4 the request after the last free license is refused")
  void none() {
    Story acme = Story.signedUp();
    Stream.generate(UUID::randomUUID).limit(2).forEach(other -> acme.requested(other, 1));
    Eventually.holds(() -> assertThat(acme.published(GRANTED)).hasSize(2));

    acme.requested(invitation, 1);

    assertThat(acme.awaits(REFUSED, invitation).payload().path("code").asText())
        .isEqualTo("NO_FREE_LICENSE");
  }

  @Test
  @DisplayName("INV-6 of fifty invitations for two seats exactly two win")
  void fifty() {
    Story acme = Story.signedUp();
    List<UUID> invitations = Stream.generate(UUID::randomUUID).limit(50).toList();

    invitations.parallelStream().forEach(one -> acme.requested(one, 1));

    Eventually.holds(
        () ->
            assertThat(acme.published(GRANTED).size() + acme.published(REFUSED).size())
                .isEqualTo(50));
    assertThat(acme.published(GRANTED)).hasSize(2);
    assertThat(counts(acme)).isEqualTo("3 0 2 1");
  }

  @Test
  @DisplayName("INV-18 an expiry frees exactly one seat, however often it is delivered")
  void expire() {
    Story acme = Story.signedUp();
    acme.requested(invitation, 1);
    acme.awaits(GRANTED, invitation);

    acme.expired(invitation, 1);
    acme.expired(invitation, 1);
    acme.revoked(invitation, 1);
    acme.requested(invitation, 1);
    acme.requested(invitation, 2);

    Eventually.holds(
        () ->
            assertThat(acme.answers(invitation))
                .containsExactly(
                    "seat-request.granted", "seat-request.released", "seat-request.granted"));
    assertThat(acme.published(FREED)).hasSize(1);
    assertThat(counts(acme)).isEqualTo("3 1 1 1");
  }

  @Test
  @DisplayName("X-2 an end that came before its request is remembered")
  void endFirst() {
    Story acme = Story.signedUp();

    acme.revoked(invitation, 1);
    acme.requested(invitation, 1);
    acme.requested(invitation, 2);

    acme.awaits(GRANTED, invitation);
    assertThat(acme.answers(invitation)).containsExactly("seat-request.granted");
    assertThat(acme.awaits(GRANTED, invitation).payload().path("attempt").asInt()).isEqualTo(2);
  }

  @Test
  @DisplayName("BIL-2 who joins gets the license that was reserved for the invitation")
  void join() {
    Story acme = Story.signedUp();
    acme.requested(invitation, 1);
    String license = acme.awaits(GRANTED, invitation).payload().path("licenseId").asText();

    acme.joined(bob, invitation);

    OutboxRow assigned = acme.awaits(ASSIGNED, UUID.fromString(license));
    assertThat(assigned.payload().path("holder").path("userId").asText()).isEqualTo(bob.toString());
    assertThat(assigned.aggregateVersion()).isEqualTo(3);
    assertThat(counts(acme)).isEqualTo("3 1 0 2");
  }

  @Test
  @DisplayName("X-2 a user who is heard of before the invitation ends up with the license")
  void joinFirst() {
    Story acme = Story.signedUp();
    acme.joined(bob, invitation);
    Eventually.holds(() -> assertThat(seat(invitation)).contains("UNSEEN"));

    acme.requested(invitation, 1);

    acme.awaits(GRANTED, invitation);
    assertThat(counts(acme)).isEqualTo("3 1 0 2");
  }

  @Test
  @DisplayName("EVENTS Join: a late expiry takes nothing from who has joined")
  void lateExpiry() {
    Story acme = Story.signedUp();
    acme.requested(invitation, 1);
    acme.awaits(GRANTED, invitation);
    acme.joined(bob, invitation);
    Eventually.holds(() -> assertThat(counts(acme)).isEqualTo("3 1 0 2"));

    acme.expired(invitation, 1);

    Eventually.staysSo(A_WHILE, () -> assertThat(counts(acme)).isEqualTo("3 1 0 2"));
    assertThat(acme.published(RELEASED)).isEmpty();
  }

  @Test
  @DisplayName("USR-4 deleting a user frees the license, once")
  void delete() {
    Story acme = Story.signedUp();
    acme.requested(invitation, 1);
    acme.awaits(GRANTED, invitation);
    acme.joined(bob, invitation);
    Eventually.holds(() -> assertThat(counts(acme)).isEqualTo("3 1 0 2"));

    acme.deleted(bob, invitation);
    acme.deleted(bob, invitation);
    acme.joined(bob, invitation);

    Eventually.holds(() -> assertThat(counts(acme)).isEqualTo("3 2 0 1"));
    Eventually.staysSo(A_WHILE, () -> assertThat(acme.published(FREED)).hasSize(1));
  }

  @Test
  @DisplayName("USR-4 deleting the founder frees the license of the sign-up")
  void deleteFounder() {
    Story acme = Story.signedUp();

    acme.founderDeleted();

    Eventually.holds(() -> assertThat(counts(acme)).isEqualTo("3 3 0 0"));
  }

  @Test
  @DisplayName("BIL-1 a plan that is named is given, or nothing")
  void namedPlan() {
    Story acme = Story.signedUp();
    UUID basic = UUID.randomUUID();

    acme.requested(invitation, "EXISTING", "PRO");
    acme.requested(basic, "EXISTING", "BASIC");

    assertThat(code(acme.awaits(REFUSED, invitation))).isEqualTo("NO_FREE_LICENSE");
    assertThat(acme.awaits(GRANTED, basic).payload().path("plan").asText()).isEqualTo("BASIC");
  }

  @Test
  @DisplayName("BIL-12 a suspended company gets no new seat")
  void suspended() throws SQLException {
    Story acme = Story.signedUp();
    acme.suspended();

    acme.requested(invitation, 1);

    assertThat(code(acme.awaits(REFUSED, invitation))).isEqualTo("COMPANY_SUSPENDED");
  }

  @Test
  @DisplayName("EVENTS versions of each aggregate rise by one, from 1, through a whole story")
  void versions() {
    Story acme = Story.signedUp();
    acme.requested(invitation, 1);
    acme.awaits(GRANTED, invitation);
    acme.expired(invitation, 1);
    acme.requested(invitation, 2);
    Eventually.holds(() -> assertThat(acme.published(GRANTED)).hasSize(2));
    acme.joined(bob, invitation);
    Eventually.holds(() -> assertThat(counts(acme)).isEqualTo("3 1 0 2"));
    acme.deleted(bob, invitation);
    Eventually.holds(() -> assertThat(counts(acme)).isEqualTo("3 2 0 1"));

    Map<String, List<Long>> versions =
        OutboxRows.ofCompany(acme.company).stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.topic() + " " + row.aggregateId(),
                    Collectors.mapping(OutboxRow::aggregateVersion, Collectors.toList())));

    assertThat(versions.values())
        .allSatisfy(
            seen ->
                assertThat(seen)
                    .isEqualTo(LongStream.rangeClosed(1, seen.size()).boxed().toList()));
  }

  @Test
  @DisplayName("INV-4 an office without licenses takes none of another office")
  void otherOffice() {
    Story acme = Story.signedUp();
    UUID branch = acme.opensOffice();
    Eventually.holds(
        () ->
            assertThat(ServiceDatabase.value("select name from office where office_id = ?", branch))
                .contains("Branch"));

    acme.requestedIn(branch, invitation);

    assertThat(acme.awaits(REFUSED, invitation).payload().path("code").asText())
        .isEqualTo("NO_FREE_LICENSE");
    assertThat(counts(acme)).isEqualTo("3 2 0 1");
  }

  @Test
  @DisplayName("X-2 the contracts' own examples are read")
  void examples() {
    for (String type :
        List.of(
            "rollcall.invitation.requested.v1",
            "rollcall.invitation.opened.v1",
            "rollcall.invitation.resent.v1",
            "rollcall.invitation.accepted.v1",
            "rollcall.invitation.joined.v1",
            "rollcall.invitation.declined.v1")) {
      Events.sendExample("rollcall.invitation.v1", "01999999-0000-7000-8000-000000000004", type, 1);
    }
    Events.sendExample(
        "rollcall.user.v1", "01999999-0000-7000-8000-000000000001", "rollcall.user.updated.v1", 1);
    Events.sendExample(
        "rollcall.company.v1",
        "01999999-0000-7000-8000-000000000000",
        "rollcall.company.updated.v1",
        2);
    Events.sendExample("rollcall.number.v1", "+14155550123", "rollcall.number.assigned.v1", 1);

    OutboxRows.await(
        UUID.fromString("01999999-0000-7000-8000-000000000000"),
        "rollcall.subscription.started.v1");
    assertThat(
            Stream.of(
                    "rollcall.invitation.v1.billing.invitations.dlq",
                    "rollcall.user.v1.billing.users.dlq",
                    "rollcall.company.v1.billing.companies.dlq",
                    "rollcall.number.v1.billing.numbers.dlq")
                .flatMap(topic -> Events.read(topic).stream())
                .filter(
                    letter -> letter.companyId().equals("01999999-0000-7000-8000-000000000000")))
        .isEmpty();
  }

  private static String code(OutboxRow refused) {
    return refused.payload().path("code").asText();
  }

  /** purchased, free, reserved, assigned of the head office. */
  private static String counts(Story story) {
    return ServiceDatabase.value(
            """
            select concat_ws(' ', purchased, free, reserved, assigned)
            from license_balance where company_id = ? and office_id = ?
            """,
            story.company,
            story.office)
        .orElse("none");
  }

  private static java.util.Optional<String> seat(UUID process) {
    return ServiceDatabase.value("select status from seat where process_id = ?", process);
  }
}
