package dev.rollcall.invitation.joinpage;

import jakarta.ws.rs.core.EntityTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A file of the page, as it is sent.
 *
 * @param type the media type; everything is text in UTF-8
 * @param tag of the content, the same on every replica
 */
record PageFile(String name, String type, String content, EntityTag tag) {

  /** The document itself; the others are what it loads. */
  static final PageFile DOCUMENT = read("join.html");

  private static final Map<String, PageFile> LOADED =
      List.of(
              "join.css",
              "join.svg",
              "token.js",
              "join.js",
              "calls.js",
              "form.js",
              "signin.js",
              "view.js",
              "words.js",
              "words-de.js",
              "words-en.js",
              "words-es.js")
          .stream()
          .map(PageFile::read)
          .collect(Collectors.toUnmodifiableMap(PageFile::name, Function.identity()));

  /** What the document loads under that name. */
  static Optional<PageFile> loaded(String name) {
    return Optional.ofNullable(LOADED.get(name));
  }

  private static PageFile read(String name) {
    try (InputStream file = PageFile.class.getResourceAsStream("/join/" + name)) {
      byte[] content = Objects.requireNonNull(file, name).readAllBytes();
      String text = new String(content, StandardCharsets.UTF_8);
      return new PageFile(name, typeOf(name), text, tagOf(content));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }

  private static String typeOf(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      default -> "image/svg+xml";
    };
  }

  private static EntityTag tagOf(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return new EntityTag(HexFormat.of().formatHex(Arrays.copyOf(hash, 16)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
