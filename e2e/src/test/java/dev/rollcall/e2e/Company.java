package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Api;
import dev.rollcall.local.story.Story;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A company that a test made for itself, with the calls that tests make most. Each answers what the
 * suite answered, so that the test asserts.
 *
 * @param founder e-mail of the demo person who signed it up
 */
public record Company(Suite suite, String founder, String id) {

  private static final Pattern LINK = Pattern.compile("/join#token=([A-Za-z0-9_-]{43})");

  private static final Pattern CODE = Pattern.compile("\\b\\d{8}\\b");

  /** Signs a new company up and waits until it has its three licenses (CO-5). */
  public static Company signUp(Suite suite, String founder) {
    String id = suite.story().foundCompany(suite.as(founder), "Acme");
    suite.story().licenses(suite.as(founder), id, 3);
    return new Company(suite, founder, id);
  }

  public Api admin() {
    return suite.as(founder);
  }

  /** A path of a service within this company. */
  public String path(String service, String rest) {
    return "/" + service + "/v1/companies/" + id + rest;
  }

  /** Invites with an existing seat and waits for the outcome as a frontend would. */
  public Answer invite(String email) {
    return admin()
        .with("Prefer", "wait=10")
        .post(path("invitation", "/invitations"), invitation(email));
  }

  /** Invites with an existing seat; answers the invitation's id once it has one. */
  public String invited(String email) {
    return seated(invitation(email));
  }

  /** A busy machine may need longer than a call waits at most: then it is asked again. */
  private String seated(Map<String, Object> invitation) {
    String id =
        admin()
            .with("Prefer", "wait=10")
            .post(path("invitation", "/invitations"), invitation)
            .expect(201, 202)
            .text("id");
    Story.until(
        "the invitation to have a seat",
        () -> admin().get(path("invitation", "/invitations/" + id)),
        answer -> !answer.text("status").equals("REQUESTED"));
    return id;
  }

  /** What an invitation with an existing seat says. */
  public Map<String, Object> invitation(String email) {
    Map<String, Object> body = new HashMap<>();
    body.put("firstName", "Bob");
    body.put("lastName", "Stone");
    body.put("email", email);
    body.put("role", "USER");
    body.put("seat", Map.of("source", "EXISTING", "licenseType", "TALK"));
    return body;
  }

  /** The token of each mail to that address, oldest first, once there are so many. */
  public List<String> mailedTokens(String email, int mails) {
    Answer found =
        Story.until(
            mails + " mails to " + email,
            () -> suite.mails(email),
            answer -> answer.body().size() == mails);
    return tokens(found);
  }

  /** The token of each mail that the address has got until now, oldest first. */
  public List<String> tokens(String email) {
    return tokens(suite.mails(email));
  }

  private static List<String> tokens(Answer mails) {
    return texts(mails).stream().map(Company::token).toList();
  }

  private static List<String> texts(Answer mails) {
    List<JsonNode> messages = new ArrayList<>();
    mails.body().forEach(messages::add);
    messages.sort((a, b) -> a.path("receivedAt").asText().compareTo(b.path("receivedAt").asText()));
    return messages.stream().map(message -> message.path("text").asText()).toList();
  }

  private static String token(String text) {
    Matcher link = LINK.matcher(text);
    return link.find() ? link.group(1) : "";
  }

  /** Accepts with a password, as somebody who isn't signed in. */
  public Answer accept(String token, String password) {
    suite.secrets().token(token);
    suite.secrets().password(password);
    return suite
        .anybody()
        .post("/invitation/v1/invitations/accept", Map.of("token", token, "password", password));
  }

  /** Accepts by a copied link, with the code that was mailed. */
  public Answer accept(String token, String password, String code) {
    suite.secrets().token(token);
    suite.secrets().password(password);
    return suite
        .anybody()
        .post(
            "/invitation/v1/invitations/accept",
            Map.of("token", token, "password", password, "code", code));
  }

  /** The token of a link that the admin copies. */
  public String copiedToken(String invitationId) {
    String url =
        admin()
            .post(path("invitation", "/invitations/" + invitationId + "/link"), Map.of())
            .expect(200)
            .text("url");
    String token = url.substring(url.indexOf("#token=") + "#token=".length());
    suite.secrets().token(token);
    return token;
  }

  /** Has a code mailed and reads it; the mails that the address had before are {@code mails}. */
  public String mailedCode(String token, String email, int mails) {
    suite.anybody().post("/invitation/v1/invitations/codes", Map.of("token", token)).expect(202);
    return mailedCode(email, mails + 1);
  }

  /** The code of the newest mail to that address, once there are so many. */
  public String mailedCode(String email, int mails) {
    Answer found =
        Story.until(
            "a code to " + email,
            () -> suite.mails(email),
            answer -> answer.body().size() == mails);
    Matcher code = CODE.matcher(texts(found).getLast());
    assertThat(code.find()).isTrue();
    suite.secrets().code(code.group());
    return code.group();
  }

  /** A code that isn't this one. */
  public static String otherThan(String code) {
    return (code.startsWith("0") ? "1" : "0") + code.substring(1);
  }

  /** Invites, reads the mail, joins; answers the new user's id. */
  public String join(String email, String password) {
    return join(email, password, "USER");
  }

  /** The same with that role. */
  public String join(String email, String password, String role) {
    Map<String, Object> invitation = invitation(email);
    invitation.put("role", role);
    seated(invitation);
    return accept(mailedTokens(email, 1).getFirst(), password).expect(201).text("userId");
  }

  /** The rows of the user list's tab. */
  List<JsonNode> users(String tab) {
    return items(admin().get(path("identity", "/users?tab=" + tab)).expect(200));
  }

  /** Waits until that many licenses are in that state, and answers them. */
  List<JsonNode> awaitLicenses(String state, int count) {
    return items(
        Story.until(
            count + " licenses " + state,
            () -> admin().get(path("billing", "/licenses?state=" + state)),
            answer -> answer.items().size() == count));
  }

  /** Waits until the invitation is in that state. */
  JsonNode awaitInvitation(String invitationId, String status) {
    return Story.until(
            "the invitation to be " + status,
            () -> admin().get(path("invitation", "/invitations/" + invitationId)),
            answer -> answer.text("status").equals(status))
        .body();
  }

  static List<JsonNode> items(Answer list) {
    return StreamSupport.stream(list.items().spliterator(), false).toList();
  }

  /** Asserts a problem document with that status and code. */
  static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.call() + " " + answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.text("code")).isEqualTo(code);
    assertThat(answer.text("type"))
        .isEqualTo(
            "urn:rollcall:problem:" + code.toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
  }
}
