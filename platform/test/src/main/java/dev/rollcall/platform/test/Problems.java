package dev.rollcall.platform.test;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.restassured.builder.ResponseSpecBuilder;
import io.restassured.specification.ResponseSpecification;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.hamcrest.Description;
import org.hamcrest.Matcher;
import org.hamcrest.TypeSafeMatcher;

/**
 * Assertions on problem documents (API.md, Errors; RFC 9457).
 *
 * <pre>{@code
 * post(…).then().spec(Problems.problem(409, "NO_FREE_LICENSE"));
 * }</pre>
 */
public final class Problems {

  private static final String MEDIA_TYPE = "application/problem+json";
  private static final int UNPROCESSABLE = 422;

  private static final List<Pattern> INTERNALS =
      List.of(
          Pattern.compile(
              "\\b(?:java|jakarta|io\\.quarkus|io\\.vertx|org\\.hibernate|dev\\.rollcall)\\."),
          Pattern.compile("\\b\\w+(?:Exception|Error)\\b"),
          Pattern.compile("\\bat \\w+(?:\\.\\w+)+\\("),
          Pattern.compile("(?i)\\b(?:select .+ from|insert into|delete from|update \\w+ set)\\b"),
          Pattern.compile("(?i)duplicate key value|violates .* constraint"));

  private Problems() {}

  /** A problem with that status and code, that leaks nothing of the program's inside. */
  public static ResponseSpecification problem(int status, String code) {
    return expected(status, code).build();
  }

  /** 422 VALIDATION_FAILED that names this field by its JSON pointer. */
  public static ResponseSpecification invalid(String pointer) {
    return expected(UNPROCESSABLE, "VALIDATION_FAILED")
        .expectBody("violations.pointer", hasItem(pointer))
        .build();
  }

  /** Text without stack traces, SQL and class names. */
  public static Matcher<String> leaksNothing() {
    return new TypeSafeMatcher<>() {
      @Override
      protected boolean matchesSafely(String text) {
        return INTERNALS.stream().noneMatch(internal -> internal.matcher(text).find());
      }

      @Override
      public void describeTo(Description description) {
        description.appendText("no stack trace, SQL or class name");
      }
    };
  }

  private static ResponseSpecBuilder expected(int status, String code) {
    return new ResponseSpecBuilder()
        .expectStatusCode(status)
        .expectContentType(MEDIA_TYPE)
        .expectBody("code", equalTo(code))
        .expectBody("status", equalTo(status))
        .expectBody(
            "type",
            equalTo("urn:rollcall:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-')))
        .expectBody(leaksNothing());
  }
}
