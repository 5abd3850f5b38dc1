package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.bob;
import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.platform.test.Problems.invalid;
import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.rollcall.invitation.storage.InvitationList;
import dev.rollcall.invitation.storage.InvitationList.Filter;
import dev.rollcall.invitation.storage.InvitationList.Sight;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import dev.rollcall.platform.web.paging.Found;
import io.quarkus.test.common.WithTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The list against what one plain statement without any paging finds. Searches look at so few rows
 * here that they meet everything a large company's do (application.properties).
 */
@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class InvitationListTest {

  private static final int LIMIT = 7;
  private static final UUID OFFICE = new UUID(0x7000L, 0x8000000000000001L);
  private static final UUID INVITER = new UUID(0x7000L, 0x8000000000000009L);

  @Inject InvitationList list;

  /** Sixty in every state, of three offices and three inviters; some have expired unnoticed. */
  private static UUID crowded() {
    UUID company = UUID.randomUUID();
    ServiceDatabase.value(
        """
        insert into invitation (company_id, id, version, revision, status, attempt, generation, first_name,
          last_name, email, address, words, role, office_id, products, license_type, license_id, invited_by,
          expires_at, user_id, delivery, created_at, updated_at)
        select ?, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 1, 1, status, 1, 1,
          'First' || n, 'Last' || n % 10, 'u' || n || '@mail.test', 'u' || n || '@mail.test',
          array['first' || n, 'last' || n % 10, 'u' || n || '@mail.test', 'mail'], 'USER',
          ('00000000-0000-7000-8000-00000000000' || n % 3)::uuid, '{}', 'TALK', gen_random_uuid(),
          ('00000000-0000-7000-8000-00000000000' || 7 + n % 3)::uuid,
          now() + case when n % 4 = 0 then -1 else 1 end * interval '1 day', gen_random_uuid(), 'SENT',
          now(), now()
        from generate_series(1, 60) n,
          lateral (select (array['PENDING', 'PENDING', 'EXPIRED', 'REVOKED', 'JOINED'])[1 + n / 3 % 5]) s(status)
        returning 1
        """,
        company);
    return company;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ";;",
        "PENDING;; status = 'PENDING' and expires_at > now()",
        "EXPIRED;; status = 'EXPIRED' or status = 'PENDING' and expires_at <= now()",
        "PENDING EXPIRED;; status in ('PENDING', 'EXPIRED')",
        "REVOKED PENDING;; status = 'REVOKED' or status = 'PENDING' and expires_at > now()",
        "DECLINED;; false",
        "; mail;",
        "; FIRST1; first_name like 'First1%'",
        "; last3; last_name = 'Last3'",
        "; last3 mail; last_name = 'Last3'",
        "; u7@mail.test; email = 'u7@mail.test'",
        "; nobody; false",
        "EXPIRED; mail; status = 'EXPIRED' or status = 'PENDING' and expires_at <= now()",
        "JOINED; last3; status = 'JOINED' and last_name = 'Last3'",
      })
  @DisplayName("INV-7 INV-8 pages of every combination follow each other, complete, newest first")
  void complete(String statuses, String text, String condition) {
    UUID company = crowded();
    String found = condition == null ? "true" : condition;

    assertThat(pages(company, new Sight(null, null), statuses, text))
        .containsExactlyElementsOf(expected(company, found));
    assertThat(pages(company, new Sight(Set.of(OFFICE), null), statuses, text))
        .containsExactlyElementsOf(
            expected(company, "office_id = '%s' and (%s)".formatted(OFFICE, found)));
    assertThat(pages(company, new Sight(manyOffices(), null), statuses, text))
        .containsExactlyElementsOf(
            expected(company, "office_id = '%s' and (%s)".formatted(OFFICE, found)));
    assertThat(pages(company, new Sight(Set.of(), null), statuses, text)).isEmpty();
    assertThat(pages(company, new Sight(null, INVITER), statuses, text))
        .containsExactlyElementsOf(
            expected(company, "invited_by = '%s' and (%s)".formatted(INVITER, found)));
  }

  private static Set<UUID> manyOffices() {
    return Stream.concat(Stream.of(OFFICE), Stream.generate(UUID::randomUUID).limit(20))
        .collect(Collectors.toSet());
  }

  private List<String> pages(UUID company, Sight sight, String statuses, String text) {
    Set<Status> wanted =
        Stream.ofNullable(statuses)
            .flatMap(words -> Stream.of(words.split(" ")))
            .map(Status::valueOf)
            .collect(Collectors.toSet());
    var ids = new ArrayList<String>();
    Optional<UUID> before = Optional.empty();
    do {
      var filter = new Filter(wanted, text == null ? "" : text, before.orElse(null), LIMIT + 1);
      Found<InvitationRow> page =
          list.page(company, sight, filter).await().atMost(Duration.ofMinutes(1));
      List<InvitationRow> items =
          page.items().size() > LIMIT ? page.items().subList(0, LIMIT) : page.items();
      items.forEach(row -> ids.add(row.id().toString()));
      before =
          page.items().size() > LIMIT
              ? Optional.of(items.getLast().id())
              : page.reached().stream().map(UUID::fromString).findFirst();
    } while (before.isPresent());
    return ids;
  }

  private static List<String> expected(UUID company, String condition) {
    return ServiceDatabase.value(
            "select string_agg(id::text, ' ' order by id desc) from invitation"
                + " where company_id = ? and (%s)".formatted(condition),
            company)
        .map(ids -> List.of(ids.split(" ")))
        .orElse(List.of());
  }

  @Test
  @DisplayName(
      "CO-6 an invitation is found by folded words of name and address, until it is anonymised")
  void words() {
    Acme acme = Acme.signedUp();
    String email = someone("zoe");
    UUID invitation = acme.requested(email);
    found(acme, email.toUpperCase(java.util.Locale.ROOT), 1);
    found(acme, email.substring(0, 6) + " stone", 1);
    found(acme, "tone", 0);

    ServiceDatabase.value(
        "update invitation set words = '{}' where id = ? returning 1", invitation);

    found(acme, email, 0);
  }

  @Test
  @DisplayName("CO-6 search knows no case and no accents, typed composed or decomposed")
  void folded() {
    Acme acme = Acme.signedUp();
    Map<String, Object> body = bob(someone("elodie"));
    body.put("firstName", "E\u0301lodie");
    body.put("lastName", "Straßer " + "😀".repeat(92));
    String named =
        acme.asAda()
            .header("Prefer", "wait=0")
            .body(body)
            .post(INVITATIONS)
            .then()
            .statusCode(202)
            .extract()
            .path("firstName");

    assertThat(named).isEqualTo("\u00c9lodie");
    for (String typed : List.of("\u00c9lodie", "E\u0301LODIE", "elodie", "STRASSER", "straßer")) {
      found(acme, typed, 1);
    }
  }

  @Test
  @DisplayName("INV-11 an international domain is shown in Unicode, found in both forms")
  void internationalDomain() {
    Acme acme = Acme.signedUp();
    String local = "ann" + UUID.randomUUID().toString().substring(0, 8);
    UUID invitation = acme.requested(local + "@xn--bcher-kva.test");

    acme.get(invitation).then().body("email", equalTo(local + "@bücher.test"));
    for (String typed :
        List.of("@bücher.test", "@BÜCHER.test", "@bu\u0308cher.test", "@xn--bcher-kva.test")) {
      found(acme, local + typed, 1);
    }
    found(acme, "bücher", 1);
    acme.invite(local + "@bücher.test").then().spec(problem(409, "ALREADY_INVITED"));
  }

  @Test
  @DisplayName("CO-6 a free text has at most 200 characters, whatever they are")
  void longText() {
    Acme acme = Acme.signedUp();
    found(acme, "😀".repeat(200), 0);
    acme.asAda().queryParam("q", "😀".repeat(201)).get(INVITATIONS).then().spec(invalid("/?q"));
  }

  private static void found(Acme acme, String text, int many) {
    acme.asAda().queryParam("q", text).get(INVITATIONS).then().body("items", hasSize(many));
  }

  @Test
  @DisplayName("CO-6 an invitation that an older version made gets its words by a job")
  void withoutWords() {
    Acme acme = Acme.signedUp();
    String email = someone("old");
    UUID invitation = acme.requested(email);
    ServiceDatabase.value(
        "update invitation set words = null where id = ? returning 1", invitation);
    found(acme, email, 0);

    ServiceDatabase.value(
        "insert into job (id, kind, company_id, subject, due_at, timeline, causation_id, traceparent)"
            + " values (gen_random_uuid(), 'invitation.words', ?,"
            + " '1/00000000-0000-0000-0000-000000000000', now(), 'REAL', 'none', '') returning 1",
        acme.id);

    Eventually.holds(() -> found(acme, email, 1));
  }
}
