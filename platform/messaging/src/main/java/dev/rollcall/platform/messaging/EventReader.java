package dev.rollcall.platform.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rollcall.platform.storage.CompanyTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads the CloudEvents envelope (binary mode, {@code ce_} headers) of a record. */
@ApplicationScoped
public class EventReader {

  /** In bytes; what Kafka takes by default, less room for headers. */
  static final int LARGEST_PAYLOAD = 1_000_000;

  /**
   * An aggregate that changed every second would take three years to get there. Beyond it a version
   * is a mistake, and a consumer that believed it would ignore the aggregate for ever.
   */
  public static final long LARGEST_VERSION = 100_000_000;

  /** {@code rollcall.user.v1}, and the retry topics that begin like it. */
  private static final Pattern TOPIC = Pattern.compile("(?<stem>.+?)\\.v(?<major>\\d+)(\\..+)?");

  private static final Pattern TYPE = Pattern.compile("(?<stem>.+)\\.[^.]+\\.v(?<major>\\d+)");

  private static final int LONGEST_SHOWN = 80;

  private final EventJson json;

  EventReader(EventJson json) {
    this.json = json;
  }

  /**
   * The event of the record.
   *
   * @throws PermanentFailure when the record is poison: see {@link Poison}. A record without a
   *     value (a tombstone) has a JSON null as payload
   */
  public Event read(ConsumerRecord<String, String> record) {
    expectSpecVersion(header(record, "ce_specversion"));
    UUID company = company(record);
    return new Event(
        parsed(record, "ce_id", UUID::fromString),
        type(record),
        record.topic(),
        header(record, "ce_subject"),
        company,
        version(record),
        parsed(record, "ce_time", text -> OffsetDateTime.parse(text).toInstant()),
        payload(record, company));
  }

  /** Whether the record is a heartbeat ({@code ….heartbeat.v1}), which carries no change. */
  public boolean isHeartbeat(ConsumerRecord<String, String> record) {
    String type = text(record.headers().lastHeader("ce_type"));
    return type != null && type.endsWith(Beats.TYPE_SUFFIX);
  }

  private static void expectSpecVersion(String specversion) {
    if (!specversion.equals("1.0")) {
      throw new PermanentFailure(Poison.BROKEN_ENVELOPE, "ce_specversion is not 1.0");
    }
  }

  /**
   * Only the aggregate and the major version are looked at: a new verb of a known aggregate carries
   * a state that can be read, and is the handler's business.
   */
  String type(ConsumerRecord<String, String> record) {
    String text = header(record, "ce_type");
    Matcher topic = TOPIC.matcher(record.topic());
    Matcher type = TYPE.matcher(text);
    if (!topic.matches() || !type.matches() || !topic.group("stem").equals(type.group("stem"))) {
      throw new PermanentFailure(
          Poison.UNKNOWN_TYPE, "ce_type is none of the topic's: " + shown(text));
    }
    if (!topic.group("major").equals(type.group("major"))) {
      throw new PermanentFailure(
          Poison.FUTURE_VERSION, "ce_type is of another major version: " + shown(text));
    }
    return text;
  }

  private static String shown(String type) {
    return type.length() <= LONGEST_SHOWN ? type : type.substring(0, LONGEST_SHOWN) + "…";
  }

  private static UUID company(ConsumerRecord<String, String> record) {
    UUID company = parsed(record, "ce_companyid", UUID::fromString);
    if (company.equals(CompanyTransaction.NO_COMPANY)) {
      throw new PermanentFailure(Poison.UNKNOWN_COMPANY, "ce_companyid is nobody's");
    }
    return company;
  }

  private JsonNode payload(ConsumerRecord<String, String> record, UUID company) {
    if (record.value() == null) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (record.serializedValueSize() > LARGEST_PAYLOAD) {
      throw new PermanentFailure(
          Poison.TOO_LARGE, "the payload has " + record.serializedValueSize() + " bytes");
    }
    JsonNode payload = json.read(record.value());
    JsonNode named = payload.path("companyId");
    if (named.isTextual() && !named.textValue().equalsIgnoreCase(company.toString())) {
      throw new PermanentFailure(
          Poison.UNKNOWN_COMPANY, "the payload is not of the company in ce_companyid");
    }
    return payload;
  }

  private static long version(ConsumerRecord<String, String> record) {
    long version = parsed(record, "ce_aggregateversion", Long::valueOf);
    if (version < 1) {
      throw new PermanentFailure(Poison.BROKEN_ENVELOPE, "ce_aggregateversion is not positive");
    }
    if (version > LARGEST_VERSION) {
      throw new PermanentFailure(
          Poison.FUTURE_VERSION, "ce_aggregateversion is beyond " + LARGEST_VERSION);
    }
    return version;
  }

  private static <T> T parsed(
      ConsumerRecord<String, String> record, String name, Function<String, T> parse) {
    String text = header(record, name);
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new PermanentFailure(Poison.BROKEN_ENVELOPE, name + " is broken");
    }
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    String value = text(record.headers().lastHeader(name));
    if (value == null || value.isEmpty()) {
      throw new PermanentFailure(Poison.BROKEN_ENVELOPE, name + " is missing");
    }
    return value;
  }

  private static @Nullable String text(@Nullable Header header) {
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
