package dev.rollcall.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The steps of the story, each usable alone: they call the suite through the gateway, wait where
 * the suite says that it needs time, and fail with the problem document when something else than
 * expected comes back.
 */
public final class Story {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_NANOS = Duration.ofMillis(25).toNanos();
  private static final String TOKENS = "/auth/realms/rollcall/protocol/openid-connect/token";
  private static final String AUTHORIZE = "/auth/realms/rollcall/protocol/openid-connect/auth";
  private static final Pattern TOKEN_IN_MAIL = Pattern.compile("#token=([A-Za-z0-9._~-]+)");
  private static final Pattern CODE_IN_REDIRECT = Pattern.compile("[?&]code=([^&]+)");

  private final Api api;
  private final Api mailbox;
  private final Narrator narrator;

  public Story(URI gateway, URI mailbox, Narrator narrator) {
    this.api = Api.at(gateway);
    this.mailbox = Api.at(mailbox);
    this.narrator = narrator;
  }

  /** What somebody got by accepting. */
  public record Joined(String companyId, String userId, URI signInUrl) {}

  /** Calls without sign-in, through the gateway. */
  public Api anonymous() {
    return api;
  }

  /** Signs a demo person in by direct grant, as scripts do. */
  public Api signIn(String email, String password) {
    return tell(
        email + " signs in at Keycloak",
        () ->
            api.form(
                    TOKENS,
                    Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "demo-cli",
                        "username",
                        email,
                        "password",
                        password))
                .expect(200),
        answer -> api.as(answer.text("access_token")),
        answer -> "");
  }

  /** Signs up a company in the US; answers its id. */
  public String foundCompany(Api founder, String name) {
    return tell(
        "creates the company " + name,
        () ->
            founder
                .post(
                    "/identity/v1/companies",
                    Map.of(
                        "name", name,
                        "country", "US",
                        "timeZone", "America/Los_Angeles",
                        "billingEmail", "billing@acme.test",
                        "edition", "STANDARD"))
                .expect(201),
        answer -> answer.text("id"),
        answer -> "company " + answer.text("id"));
  }

  /** The id of the company's first office. */
  public String headOffice(Api member, String company) {
    return tell(
        "its head office is there",
        () -> member.get("/identity/v1/companies/%s/offices".formatted(company)).expect(200),
        answer -> answer.items().path(0).path("id").asText(),
        answer ->
            "%s, %s"
                .formatted(
                    answer.items().path(0).path("name").asText(),
                    answer.items().path(0).path("country").asText()));
  }

  /** Waits until the company has as many licenses, one of them the founder's. */
  public List<JsonNode> licenses(Api admin, String company, int count) {
    return tell(
        "%d sign-up licenses are there, one of them the founder's".formatted(count),
        () ->
            until(
                count + " licenses, one ASSIGNED",
                () -> admin.get("/billing/v1/companies/%s/licenses".formatted(company)),
                answer ->
                    answer.status() == 200
                        && answer.items().size() == count
                        && items(answer, "state", "ASSIGNED").size() == 1),
        answer -> items(answer, "", ""),
        answer -> describeLicenses(answer));
  }

  /** Invites somebody into the head office with a license that is free; answers the invitation. */
  public JsonNode invite(
      Api admin, String company, String firstName, String lastName, String email) {
    return tell(
        "invites " + firstName + " with a seat that is there",
        () ->
            admin
                .with("Prefer", "wait=10")
                .post(
                    "/invitation/v1/companies/%s/invitations".formatted(company),
                    Map.of(
                        "firstName", firstName,
                        "lastName", lastName,
                        "email", email,
                        "role", "USER",
                        "seat", Map.of("source", "EXISTING", "licenseType", "TALK")))
                .expect(201),
        Answer::body,
        answer -> "invitation %s is %s".formatted(answer.text("id"), answer.text("status")));
  }

  /** Waits for the newest mail to {@code email} that carries a link; answers the link's token. */
  public String mailedToken(String email) {
    return tell(
        "the mail to " + email + " arrives",
        () ->
            until(
                "a mail to " + email,
                () -> mailbox.get("/messages?to=" + Api.encode(email)),
                answer -> !token(answer).isEmpty()),
        Story::token,
        answer -> "“" + newest(answer).path("subject").asText() + "”");
  }

  /** Accepts as somebody without a login. */
  public Joined join(String token, String password) {
    return tell(
        "joins with a password",
        () ->
            api.post(
                    "/invitation/v1/invitations/accept",
                    Map.of("token", token, "password", password))
                .expect(201),
        answer ->
            new Joined(
                answer.text("companyId"),
                answer.text("userId"),
                URI.create(answer.body().path("signIn").path("url").asText())),
        answer -> "user " + answer.text("userId"));
  }

  /** Waits until the user is active for everybody in the company. */
  public JsonNode activeUser(Api admin, String company, String userId) {
    return tell(
        "is an active user",
        () ->
            until(
                "user " + userId + " to be ACTIVE",
                () -> admin.get("/identity/v1/companies/%s/users/%s".formatted(company, userId)),
                answer -> answer.text("status").equals("ACTIVE")),
        Answer::body,
        answer ->
            "%s %s, %s"
                .formatted(answer.text("firstName"), answer.text("lastName"), answer.text("role")));
  }

  /** Waits until a license is ASSIGNED to the user; answers it. */
  public JsonNode assignedSeat(Api admin, String company, String userId) {
    return tell(
        "the seat is assigned",
        () ->
            until(
                "a license ASSIGNED to " + userId,
                () ->
                    admin.get(
                        "/billing/v1/companies/%s/licenses?state=ASSIGNED".formatted(company)),
                answer -> !heldBy(answer, userId).isMissingNode()),
        answer -> heldBy(answer, userId),
        answer ->
            "%s/%s"
                .formatted(
                    heldBy(answer, userId).path("type").asText(),
                    heldBy(answer, userId).path("plan").asText()));
  }

  /** Waits until the list shows the user once, with the license; answers the row. */
  public JsonNode listedUser(Api admin, String company, String userId) {
    return tell(
        "the list shows the user with the license",
        () ->
            until(
                userId + " in the list",
                () -> admin.get("/identity/v1/companies/%s/users".formatted(company)),
                answer -> row(answer, "id", userId).path("licenseTypes").size() > 0),
        answer -> row(answer, "id", userId),
        answer -> names(answer));
  }

  /**
   * Opens the one-time link as a browser, then signs in as the console does: code and PKCE, without
   * any prompt.
   */
  public Api signInByLink(URI link) {
    long began = System.nanoTime();
    Browser browser = new Browser();
    Browser.Page landed = browser.open(link);
    if (landed.status() >= 400) {
      throw new StoryFailure(
          "The sign-in link ended at %s with %d".formatted(landed.at(), landed.status()));
    }
    String verifier = random();
    URI redirect = api.base().resolve("/");
    URI answered =
        browser.redirect(
            api.base()
                .resolve(
                    AUTHORIZE
                        + "?client_id=console&response_type=code&scope=openid&prompt=none&state="
                        + random()
                        + "&code_challenge_method=S256&code_challenge="
                        + challenge(verifier)
                        + "&redirect_uri="
                        + Api.encode(redirect.toString())));
    Matcher code = CODE_IN_REDIRECT.matcher(answered.toString());
    if (!code.find()) {
      throw new StoryFailure(
          "Signing in without a prompt led to " + answered + " instead of a code");
    }
    Answer tokens =
        api.form(
                TOKENS,
                Map.of(
                    "grant_type",
                    "authorization_code",
                    "client_id",
                    "console",
                    "code",
                    code.group(1),
                    "code_verifier",
                    verifier,
                    "redirect_uri",
                    redirect.toString()))
            .expect(200);
    narrator.step(
        "is signed in without typing the password (PKCE, no prompt)",
        tokens.status(),
        since(began),
        "");
    return api.as(tokens.text("access_token"));
  }

  /** Who the caller is, and where they are members. */
  public JsonNode me(Api person) {
    return tell(
        "asks GET /me",
        () -> person.get("/identity/v1/me").expect(200),
        Answer::body,
        answer ->
            "member of "
                + String.join(
                    ", ",
                    items(answer.body().path("memberships"), "", "").stream()
                        .map(membership -> membership.path("companyName").asText())
                        .toList()));
  }

  /** Numbers that can be held, in an area code of the US; answers the first. */
  public String availableNumber(Api admin, String company, String areaCode) {
    return tell(
        "searches numbers in area code " + areaCode,
        () ->
            admin
                .get(
                    "/numbering/v1/companies/%s/available-numbers?country=US&type=LOCAL&areaCode=%s"
                        .formatted(company, areaCode))
                .expect(200),
        answer -> answer.items().path(0).path("e164").asText(),
        answer ->
            "%d on the first page, %s first"
                .formatted(answer.items().size(), answer.items().path(0).path("e164").asText()));
  }

  /** Holds a number; answers the hold's id. */
  public String hold(Api admin, String company, String e164) {
    return tell(
        "holds " + e164,
        () ->
            admin
                .post(
                    "/numbering/v1/companies/%s/number-holds".formatted(company),
                    Map.of("e164", e164))
                .expect(201),
        answer -> answer.text("id"),
        answer -> "until " + answer.text("expiresAt"));
  }

  /** Buys a held number for an office; waits until it is in the pool. */
  public JsonNode buy(Api admin, String company, String holdId, String officeId, String e164) {
    return tell(
        "buys it",
        () -> {
          admin
              .with("Prefer", "wait=10")
              .post(
                  "/numbering/v1/companies/%s/numbers".formatted(company),
                  Map.of("holdId", holdId, "officeId", officeId))
              .expect(201, 202);
          return until(
              e164 + " to be RESERVED",
              () -> admin.get("/numbering/v1/companies/%s/numbers".formatted(company)),
              answer -> row(answer, "e164", e164).path("state").asText().equals("RESERVED"));
        },
        answer -> row(answer, "e164", e164),
        answer -> row(answer, "e164", e164).path("state").asText());
  }

  /** Assigns a number to a user; answers the number. */
  public JsonNode assign(Api admin, String company, String e164, String userId) {
    return tell(
        "assigns it to the user",
        () ->
            admin
                .put(
                    "/numbering/v1/companies/%s/numbers/%s/assignment"
                        .formatted(company, Api.encode(e164)),
                    Map.of("userId", userId))
                .expect(200),
        Answer::body,
        answer -> answer.text("state"));
  }

  /** The company's licenses by office, type, plan and state. */
  public JsonNode licenseSummary(Api admin, String company) {
    return tell(
        "looks at the licenses",
        () -> admin.get("/billing/v1/companies/%s/licenses/summary".formatted(company)).expect(200),
        Answer::body,
        Story::describeCounts);
  }

  /** The charges of the company's current month. */
  public JsonNode charges(Api admin, String company) {
    return tell(
        "looks at the first month's charges",
        () -> admin.get("/billing/v1/companies/%s/charges".formatted(company)).expect(200),
        Answer::body,
        answer ->
            "%d lines, total %s %s"
                .formatted(
                    answer.body().path("lines").size(),
                    answer.body().path("total").path("amount").asText(),
                    answer.body().path("total").path("currency").asText()));
  }

  /** Deletes a user. */
  public void deleteUser(Api admin, String company, String userId) {
    tell(
        "deletes the user",
        () ->
            admin
                .delete("/identity/v1/companies/%s/users/%s".formatted(company, userId))
                .expect(200, 204),
        Answer::body,
        answer -> "");
  }

  /** Waits until a license that was assigned is FREE again. */
  public JsonNode freeSeat(Api admin, String company, String licenseId) {
    return tell(
        "the seat is free again",
        () ->
            until(
                "license " + licenseId + " to be FREE",
                () -> admin.get("/billing/v1/companies/%s/licenses?state=FREE".formatted(company)),
                answer -> !row(answer, "id", licenseId).isMissingNode()),
        answer -> row(answer, "id", licenseId),
        answer -> items(answer, "", "").size() + " licenses free");
  }

  /** Waits until the number is in the reserved pool with whom it was for; answers its row. */
  public JsonNode reservedNumber(Api admin, String company, String e164) {
    return tell(
        "the number is in the reserved pool",
        () ->
            until(
                e164 + " in the reserved pool with its last user",
                () -> admin.get("/numbering/v1/companies/%s/reserved-numbers".formatted(company)),
                answer ->
                    !row(answer, "e164", e164).path("lastUser").path("name").asText().isBlank()),
        answer -> row(answer, "e164", e164),
        answer -> {
          JsonNode reserved = row(answer, "e164", e164);
          return "last for %s in %s, unassigned at %s, %s"
              .formatted(
                  reserved.path("lastUser").path("name").asText(),
                  reserved.path("lastOffice").path("name").asText(),
                  reserved.path("unassignedAt").asText(),
                  reserved.path("state").asText());
        });
  }

  private <T> T tell(
      String step,
      Supplier<Answer> act,
      java.util.function.Function<Answer, T> result,
      java.util.function.Function<Answer, String> detail) {
    long began = System.nanoTime();
    Answer answer = act.get();
    narrator.step(step, answer.status(), since(began), detail.apply(answer));
    return result.apply(answer);
  }

  /** Asks until the answer is as wanted; the last answer is shown when the time is up. */
  public static Answer until(String what, Supplier<Answer> ask, Predicate<Answer> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Answer answer = ask.get();
      if (wanted.test(answer)) {
        return answer;
      }
      if (System.nanoTime() > deadline) {
        throw new StoryFailure(
            "Waited in vain for %s (%d s). %s answered %d at last%s"
                .formatted(
                    what, PATIENCE.toSeconds(), answer.call(), answer.status(), answer.shown()));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static JsonNode newest(Answer messages) {
    JsonNode newest = MissingNode.getInstance();
    for (JsonNode message : messages.body()) {
      if (TOKEN_IN_MAIL.matcher(message.path("text").asText()).find()) {
        newest = message;
      }
    }
    return newest;
  }

  private static String token(Answer messages) {
    Matcher link = TOKEN_IN_MAIL.matcher(newest(messages).path("text").asText());
    return link.find() ? link.group(1) : "";
  }

  private static JsonNode heldBy(Answer licenses, String userId) {
    for (JsonNode license : licenses.items()) {
      if (license.path("holder").path("userId").asText().equals(userId)) {
        return license;
      }
    }
    return MissingNode.getInstance();
  }

  private static JsonNode row(Answer list, String field, String value) {
    List<JsonNode> rows = items(list, field, value);
    return rows.isEmpty() ? MissingNode.getInstance() : rows.getFirst();
  }

  /** The items whose {@code field} is {@code value}; all for an empty field. */
  private static List<JsonNode> items(Answer list, String field, String value) {
    return items(list.items(), field, value);
  }

  private static List<JsonNode> items(JsonNode list, String field, String value) {
    List<JsonNode> found = new ArrayList<>();
    list.forEach(
        item -> {
          if (field.isEmpty() || item.path(field).asText().equals(value)) {
            found.add(item);
          }
        });
    return found;
  }

  private static String names(Answer users) {
    return String.join(
        ", ",
        StreamSupport.stream(users.items().spliterator(), false)
            .map(user -> user.path("firstName").asText() + " " + user.path("status").asText())
            .toList());
  }

  private static String describeLicenses(Answer licenses) {
    return String.join(
        ", ",
        StreamSupport.stream(licenses.items().spliterator(), false)
            .map(
                license ->
                    license.path("type").asText()
                        + "/"
                        + license.path("plan").asText()
                        + " "
                        + license.path("state").asText())
            .toList());
  }

  private static String describeCounts(Answer summary) {
    return String.join(
        ", ",
        items(summary, "", "").stream()
            .map(
                count ->
                    "%s/%s: %s purchased = %s free + %s reserved + %s assigned"
                        .formatted(
                            count.path("type").asText(),
                            count.path("plan").asText(),
                            count.path("purchased").asText(),
                            count.path("free").asText(),
                            count.path("reserved").asText(),
                            count.path("assigned").asText()))
            .toList());
  }

  private static String random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
