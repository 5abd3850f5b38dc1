package dev.rollcall.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import dev.rollcall.local.story.Api;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * No secret stays anywhere (ARCHITECTURE.md, Secrets; INV-7, INV-14): the last class of the run
 * reads every log file, every row and every Kafka record that all the others have left. It looks
 * for the passwords, tokens and codes that {@link dev.rollcall.e2e.KnownSecrets} has heard of, for
 * the link tokens of every mail in the mailbox, and for anything in the shape of a JWT. What may
 * legitimately hold one would be an exception here; there is none: Keycloak hashes passwords and
 * keeps no tokens, and the mailbox itself, which people read, is in memory.
 */
@Order(Integer.MAX_VALUE)
@ExtendWith(Suite.Extension.class)
class SecretsTest {

  private static final String PASSWORD = "left nowhere " + UUID.randomUUID();

  private static final Pattern LINK = Pattern.compile("#token=([A-Za-z0-9_-]{43})");

  /** Header and payload of a JWT both begin with a brace and a quote. */
  private static final Pattern JWT = Pattern.compile("eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.[\\w-]*");

  /** What may be a code; longer numbers and hexadecimal ones hold its digits by chance. */
  private static final Pattern NUMBER_OF_EIGHT = Pattern.compile("\\b\\d{8}\\b");

  /** Where secrets were found: the place to what kind of secret, never the secret itself. */
  private final Set<String> found = new TreeSet<>();

  @Test
  @DisplayName("INV-7 INV-10 INV-14 no password, token or code is left in any log, table or topic")
  void nothingLeft(Suite suite) throws Exception {
    everySecretOnce(suite);
    Map<String, String> secrets = secrets(suite);
    Set<String> codes = suite.secrets().codes();
    AtRest atRest = new AtRest(suite);

    int logs = atRest.logs((place, text) -> look(secrets, codes, place, text));
    int tables = atRest.databases((place, text) -> look(secrets, codes, place, text));
    int records = atRest.topics((place, text) -> look(secrets, codes, place, text));

    Tally.say(
        "secrets: %d secrets not in %d log files, %d tables, %d records"
            .formatted(secrets.size() + codes.size(), logs, tables, records));
    assertThat(logs).isGreaterThan(5);
    assertThat(tables).isGreaterThan(50);
    assertThat(records).isPositive();
    assertThat(found).isEmpty();
  }

  @Test
  @DisplayName("INV-7 the search would find a secret that somebody wrote down")
  void wouldFind() {
    Map<String, String> secrets = new HashMap<>();
    addForms(secrets, "correct horse", "password");
    Set<String> codes = Set.of("31415926");

    look(secrets, codes, "plain", "password=correct horse!");
    look(secrets, codes, "form", "password=correct+horse&x=y");
    look(secrets, codes, "basic", "Y29ycmVjdCBob3JzZQ==");
    look(secrets, codes, "bearer", "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2lnbmF0dXJl");
    look(secrets, codes, "code", "code=31415926,");
    look(secrets, codes, "chance", "1831415926 and 31415926f00d");
    look(secrets, codes, "clean", "the horse was correct");

    assertThat(found)
        .containsExactly(
            "basic: password", "bearer: JWT", "code: code", "form: password", "plain: password");
  }

  /** A weak password, a join, a sign-in and a dead link, so that the search works alone as well. */
  private static void everySecretOnce(Suite suite) {
    Company company = Company.signUp(suite, Suite.ADA);
    String email = Suite.freshEmail("secret");
    company.invited(email);
    String token = company.mailedTokens(email, 1).getFirst();
    company.accept(token, "wanting");
    company.accept(token, PASSWORD).expect(201);
    company.accept(token, PASSWORD).expect(410);
    suite.as(email, PASSWORD).get("/identity/v1/me").expect(200);
    copiedOnce(suite, company);
  }

  /** The same by a copied link, with a code that is guessed wrong at first (INV-10). */
  private static void copiedOnce(Suite suite, Company company) {
    String email = Suite.freshEmail("copied-secret");
    String invitation = company.invited(email);
    company.mailedTokens(email, 1);
    String token = company.copiedToken(invitation);
    String code = company.mailedCode(token, email, 1);
    String wrong = Company.otherThan(code);
    suite.secrets().code(wrong);
    company.accept(token, PASSWORD, wrong).expect(403);
    company.accept(token, PASSWORD, code).expect(201);
  }

  /** Each form in which a secret may have been written, and what it is. */
  private static Map<String, String> secrets(Suite suite) {
    Map<String, String> secrets = new HashMap<>();
    suite.secrets().passwords().forEach(password -> addForms(secrets, password, "password"));
    suite.secrets().tokens().forEach(token -> secrets.put(token, "token"));
    JsonNode mails = Api.at(suite.stack().mailboxUrl()).get("/messages").expect(200).body();
    mails.forEach(
        mail -> {
          Matcher link = LINK.matcher(mail.path("text").asText());
          while (link.find()) {
            secrets.put(link.group(1), "link token");
          }
        });
    return secrets;
  }

  private static void addForms(Map<String, String> secrets, String secret, String kind) {
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    secrets.put(secret, kind);
    secrets.put(encoded, kind);
    secrets.put(encoded.replace("+", "%20"), kind);
    secrets.put(
        Base64.getEncoder()
            .withoutPadding()
            .encodeToString(secret.getBytes(StandardCharsets.UTF_8)),
        kind);
  }

  private void look(Map<String, String> secrets, Set<String> codes, String place, String text) {
    if (text.contains("eyJ") && JWT.matcher(text).find()) {
      found.add(place + ": JWT");
    }
    secrets.forEach(
        (secret, kind) -> {
          if (text.contains(secret)) {
            found.add(place + ": " + kind);
          }
        });
    if (NUMBER_OF_EIGHT.matcher(text).results().map(MatchResult::group).anyMatch(codes::contains)) {
      found.add(place + ": code");
    }
  }
}
