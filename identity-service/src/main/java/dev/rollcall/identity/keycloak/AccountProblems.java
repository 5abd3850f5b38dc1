package dev.rollcall.identity.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads why Keycloak does not take an account (400), in every form that it answers in: OAuth's
 * {@code error} with {@code error_description}, its own {@code errorMessage} with {@code field} and
 * {@code params}, several of those in {@code errors}, or no JSON at all. Each becomes a violation
 * that points at the field it is about, or, where none is named, at the whole document; so whatever
 * it refuses is a refusal here too, and never taken for an outage (INV-14).
 */
final class AccountProblems {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PASSWORD = "/password";
  private static final String WHOLE_DOCUMENT = "";
  private static final String PREFIX = "Invalid password: ";

  private static final Map<String, String> POINTERS =
      Map.of(
          "firstname", "/firstName",
          "lastname", "/lastName",
          "email", "/email",
          "username", "/email",
          "password", PASSWORD,
          "credentials", PASSWORD);

  /** What the password policies say by their message's key; the parameter is theirs. */
  private static final Map<String, String> POLICIES =
      Map.of(
          "invalidPasswordMinLengthMessage", "minimum length %s",
          "invalidPasswordMaxLengthMessage", "maximum length %s",
          "invalidPasswordNotUsernameMessage", "must not be equal to the username",
          "invalidPasswordNotContainsUsernameMessage", "can not contain the username",
          "invalidPasswordNotEmailMessage", "must not be equal to the email");

  private AccountProblems() {}

  /** The refusal that the body of an answer with status 400 stands for. */
  static Refusal refusal(@Nullable String body) {
    JsonNode said = json(body);
    JsonNode several = said.path("errors");
    Stream<JsonNode> all =
        several.isArray() && !several.isEmpty()
            ? StreamSupport.stream(several.spliterator(), false)
            : Stream.of(said);
    return Refusal.invalid(all.map(AccountProblems::violation).distinct().toList());
  }

  private static JsonNode json(@Nullable String body) {
    try {
      return body == null ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  private static Violation violation(JsonNode said) {
    String key = said.path("errorMessage").asText(said.path("error").asText(""));
    String description = said.path("error_description").asText("");
    String pointer = pointer(said.path("field").asText(""), key + " " + description);
    return new Violation(
        pointer,
        pointer.equals(PASSWORD)
            ? password(key, description, parameters(said))
            : words(key, parameters(said)));
  }

  private static String pointer(String field, String text) {
    String named = POINTERS.get(field.toLowerCase(Locale.ROOT));
    return named != null ? named : mentioned(text.toLowerCase(Locale.ROOT)).orElse(WHOLE_DOCUMENT);
  }

  /** The password first: its policies mention the user's name and the e-mail, too. */
  private static Optional<String> mentioned(String text) {
    return Stream.of("password", "firstname", "lastname", "email")
        .filter(text::contains)
        .map(POINTERS::get)
        .findFirst();
  }

  private static List<String> parameters(JsonNode said) {
    return StreamSupport.stream(said.path("params").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static String password(String key, String description, List<String> parameters) {
    String policy = POLICIES.getOrDefault(key, "");
    String reason =
        description.isBlank()
            ? policy.formatted(parameters.isEmpty() ? "" : parameters.getLast()).strip()
            : description.replace(PREFIX, "");
    return reason.isEmpty()
        ? "Does not satisfy the password policy."
        : "Does not satisfy the password policy: " + reason;
  }

  private static String words(String key, List<String> parameters) {
    if (key.contains("length") && !parameters.isEmpty()) {
      return "Must have at most " + parameters.getLast() + " characters.";
    }
    if (key.contains("required")) {
      return "Is required.";
    }
    return key.contains("character") || key.contains("pattern")
        ? "Has characters that can't be used there."
        : "Is not accepted by the sign-in server.";
  }
}
