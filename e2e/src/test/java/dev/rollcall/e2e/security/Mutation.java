package dev.rollcall.e2e.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollcall.e2e.security.Operation.Parameter;
import dev.rollcall.e2e.security.Wire.Shot;
import dev.rollcall.local.story.Api;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Requests that are well-formed but for one thing, made from an operation's description. A new
 * nasty value is a line in one of the lists.
 */
final class Mutation {

  private static final String RAW = "@raw@";

  /** For parameters, headers aside, and text properties. */
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "x",
          "null",
          "-1",
          "0",
          "1e400",
          "NaN",
          "9".repeat(400),
          "a".repeat(2_000),
          "\u0000",
          "a\u0001\u001b\u007f",
          "\uD83D\uDE00\uD83D\uDE80",
          "\u202Eabc \u0627\u0644\u0639\u0631\u0628\u064A\u0629",
          "e\u0301\uFEFF\u200B",
          "<script>alert(1)</script>",
          "a\r\nSet-Cookie: a=b",
          "'; drop table company; --",
          "%_\\",
          "../../etc/passwd",
          "%00%2e%2e%2f",
          "${jndi:ldap://example.test/a}",
          "{{7*7}}",
          "2026-13-45T99:99:99Z",
          "-999999999-01-01T00:00:00Z",
          "P999999999999D",
          "+1555555555555555555555",
          "00000000-0000-0000-0000-000000000000",
          "a@b@c",
          "Europe/Nowhere");

  /** For properties, as JSON. */
  private static final List<String> LITERALS =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "9223372036854775808",
          "1e400",
          "-1e-400",
          "1" + "0".repeat(1_500),
          "[]",
          "{}",
          "[null]",
          "[{}]",
          "[" + "\"a\",".repeat(3_000) + "\"a\"]",
          "[".repeat(500) + "]".repeat(500),
          "{\"a\":".repeat(500) + "1" + "}".repeat(500),
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\"" + "a".repeat(100_000) + "\"",
          "\"\\uD83D\\uDE00\"",
          "\"00000000-0000-0000-0000-00000000000g\"");

  /** Instead of a whole body. */
  private static final List<byte[]> BODIES =
      List.of(
          text("{"),
          text("null"),
          text("[]"),
          text("\"text\""),
          text("1"),
          text("{}{}"),
          text("{\"a\":1,\"a\":2}"),
          text("{\"\":null}"),
          text("{'a':1}"),
          text("{\"a\":NaN}"),
          text("\uFEFF{}"),
          text("<company/>"),
          text("[".repeat(100_000)),
          text("{\"a\":\"" + "a".repeat(1_200_000) + "\"}"),
          "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_16),
          new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'},
          new byte[] {0, 1, 2, 3});

  private static final List<String> MEDIA_TYPES =
      List.of(
          "text/plain",
          "application/xml",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "application/json; charset=utf-16",
          "application/json; charset=nonsense",
          "nonsense",
          "*/*");

  private static final List<String[]> HEADERS =
      List.of(
          new String[] {"Prefer", "wait=99999999999999999999"},
          new String[] {"Prefer", "wait=-1"},
          new String[] {"Prefer", "wait=a, wait=b;;;"},
          new String[] {"If-Match", "nonsense"},
          new String[] {"If-Match", "\"" + "9".repeat(300) + "\""},
          new String[] {"Idempotency-Key", "k".repeat(300)},
          new String[] {"Idempotency-Key", " "},
          new String[] {"Accept", "image/png"},
          new String[] {"Accept", "application/json;q=nonsense"},
          new String[] {"Accept-Language", "x".repeat(500)},
          new String[] {"X-Request-Id", "<script>'\"\\"},
          new String[] {"traceparent", "00-nonsense"},
          new String[] {"Range", "bytes=0-99999999999"},
          new String[] {"X-HTTP-Method-Override", "DELETE"},
          new String[] {"Forwarded", "for=\"_gazonk\";host=example.test"});

  private final RandomGenerator random;
  private final Samples samples;
  private final Operation operation;
  private final String companyId;

  Mutation(RandomGenerator random, Samples samples, Operation operation, String companyId) {
    this.random = random;
    this.samples = samples;
    this.operation = operation;
    this.companyId = companyId;
  }

  /** The next request for the operation. */
  Shot next() {
    List<Parameter> texts = new ArrayList<>(operation.in("query"));
    texts.addAll(operation.in("path"));
    // What most is said of is tried most.
    int choices = 2 + texts.size() + (operation.body().isPresent() ? 8 : 0);
    int choice = random.nextInt(choices);
    if (choice == 0) {
      String[] header = any(HEADERS);
      return valid().with(header[0], header[1]);
    }
    if (choice == 1) {
      return withBody(sent(Optional.empty()), any(BODIES), "application/json");
    }
    if (choice < 2 + texts.size()) {
      return filled(sent(Optional.of(texts.get(choice - 2))));
    }
    return switch (choice - 2 - texts.size()) {
      case 0 -> withBody(sent(Optional.empty()), any(BODIES), "application/json");
      case 1 -> withBody(sent(Optional.empty()), text(body().toString()), any(MEDIA_TYPES));
      default -> withBody(sent(Optional.empty()), text(mutated(body())), "application/json");
    };
  }

  private Shot valid() {
    return filled(sent(Optional.empty()));
  }

  private Shot filled(Shot shot) {
    return operation.body().isPresent() ? shot.json(body()) : shot;
  }

  private JsonNode body() {
    return operation.body().map(samples::of).orElseThrow();
  }

  private static Shot withBody(Shot shot, byte[] content, String mediaType) {
    return shot.body(mediaType, content);
  }

  /** Path and query; the one parameter, where it is given, has a value that it can't have. */
  private Shot sent(Optional<Parameter> wrong) {
    String path = operation.path();
    List<String> query = new ArrayList<>();
    for (Parameter parameter : operation.parameters()) {
      boolean chosen = wrong.isPresent() && wrong.get().equals(parameter);
      String value = chosen ? any(TEXTS) : value(parameter);
      if (parameter.in().equals("path")) {
        String encoded = Api.encode(value).replace("+", "%20");
        path = path.replaceAll("\\{" + parameter.name() + "[^}]*}", encoded);
      } else if (parameter.in().equals("query")
          && (chosen || parameter.required() || random.nextInt(4) == 0)) {
        query.add(parameter.name() + "=" + Api.encode(value));
      }
    }
    String target = query.isEmpty() ? path : path + "?" + String.join("&", query);
    return Shot.of(operation.verb(), target);
  }

  private String value(Parameter parameter) {
    return parameter.name().equals("companyId")
        ? companyId
        : samples.of(parameter.schema()).asText();
  }

  /** The body with one property wrong, missing, twice or unknown. */
  private String mutated(JsonNode body) {
    if (!(body instanceof ObjectNode object) || object.isEmpty()) {
      return any(LITERALS);
    }
    ObjectNode owner = object;
    String name = any(object.propertyStream().map(Map.Entry::getKey).toList());
    if (first(owner.get(name)) instanceof ObjectNode inner
        && !inner.isEmpty()
        && random.nextBoolean()) {
      owner = inner;
      name = any(inner.propertyStream().map(Map.Entry::getKey).toList());
    }
    return switch (random.nextInt(12)) {
      case 0 -> {
        owner.remove(name);
        yield body.toString();
      }
      case 1 -> {
        owner.put("unknown", any(TEXTS));
        yield body.toString();
      }
      case 2 -> "{\"" + name + "\":1," + body.toString().substring(1);
      case 3, 4, 5, 6 -> {
        owner.put(name, any(TEXTS));
        yield body.toString();
      }
      default -> {
        owner.put(name, RAW);
        yield body.toString().replace("\"" + RAW + "\"", any(LITERALS));
      }
    };
  }

  /** Of a list the first item, else the value itself. */
  private static JsonNode first(JsonNode value) {
    return value.isArray() && !value.isEmpty() ? value.get(0) : value;
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
