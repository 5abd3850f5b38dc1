package dev.rollcall.platform.web.negotiation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which bodies are read: of the media types that a method names, in UTF-8. */
final class Content {

  private static final String UTF_8 = "utf-8";

  private Content() {}

  /**
   * The media type that a body of that {@code Content-Type} is read as, without parameters; empty
   * where it is not read.
   *
   * @param contentType null where a body came without one, which is not guessed
   */
  static Optional<String> readAs(@Nullable String contentType, List<String> consumes) {
    return Optional.ofNullable(contentType)
        .flatMap(MediaRange::of)
        .filter(type -> isRead(type, consumes))
        .map(type -> type.type() + "/" + type.subtype());
  }

  private static boolean isRead(MediaRange type, List<String> consumes) {
    return type.precision() == 2
        && type.parameters().getOrDefault("charset", UTF_8).equalsIgnoreCase(UTF_8)
        && consumes.stream()
            .flatMap(read -> MediaRange.of(read).stream())
            .anyMatch(read -> read.includes(type));
  }
}
