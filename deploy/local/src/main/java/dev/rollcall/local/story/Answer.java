package dev.rollcall.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What came back for one call.
 *
 * @param call method and path, as people read them
 * @param body missing when the answer has none or isn't JSON
 * @param took from sending to the whole answer
 */
public record Answer(String call, int status, JsonNode body, HttpHeaders headers, Duration took) {

  /**
   * This answer, when its status is one of {@code statuses}.
   *
   * @throws StoryFailure otherwise, showing the problem document
   */
  public Answer expect(int... statuses) {
    if (Arrays.stream(statuses).noneMatch(expected -> expected == status)) {
      String wanted =
          Arrays.stream(statuses).mapToObj(String::valueOf).collect(Collectors.joining(" or "));
      throw new StoryFailure(
          "%s answered %d instead of %s%s".formatted(call, status, wanted, shown()));
    }
    return this;
  }

  /** A text field of the body; empty when it isn't there. */
  public String text(String field) {
    return body.path(field).asText("");
  }

  /** The elements of a list. */
  public JsonNode items() {
    return body.path("items");
  }

  String shown() {
    return body.isMissingNode() ? "" : ":\n" + body.toPrettyString();
  }
}
