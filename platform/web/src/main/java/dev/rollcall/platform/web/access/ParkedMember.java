package dev.rollcall.platform.web.access;

import dev.rollcall.platform.messaging.EventReader;
import dev.rollcall.platform.web.json.Scalars;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What a record of {@code rollcall.user.v1} that can't be read still says of itself: whose
 * membership the view may have wrong from then on (ARCHITECTURE.md, Access).
 *
 * @param letter which record it is
 * @param userId whose state it is; null where it can't be told
 * @param companyId null where it can't be told
 * @param version of the user; null where it can't be told
 * @param partition of the topic
 * @param offset in the partition: what comes later there is newer
 */
record ParkedMember(
    UUID letter,
    @Nullable UUID userId,
    @Nullable UUID companyId,
    @Nullable Long version,
    int partition,
    long offset) {

  static ParkedMember of(ConsumerRecord<String, String> record) {
    return new ParkedMember(
        letter(record),
        user(uuid(record.key()), uuid(header(record, "ce_subject"))).orElse(null),
        uuid(header(record, "ce_companyid")).orElse(null),
        version(header(record, "ce_aggregateversion")),
        record.partition(),
        record.offset());
  }

  /**
   * Which record it is, by its content: the same for one that is replayed, byte for byte. Key and
   * subject are in it, so one letter is never of two users.
   */
  static UUID letter(ConsumerRecord<String, String> record) {
    String content =
        Stream.of(
                Optional.ofNullable(record.key()),
                Optional.ofNullable(header(record, "ce_subject")),
                Optional.ofNullable(header(record, "ce_id")),
                Optional.ofNullable(record.value()))
            .map(part -> part.map(text -> text.length() + ":" + text).orElse("-"))
            .collect(Collectors.joining());
    return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
  }

  /** Key and subject are the same in what identity publishes; where they differ, neither counts. */
  private static Optional<UUID> user(Optional<UUID> key, Optional<UUID> subject) {
    return key.isPresent() && subject.isPresent() && !key.equals(subject)
        ? Optional.empty()
        : key.or(() -> subject);
  }

  private static Optional<UUID> uuid(@Nullable String text) {
    return text == null ? Optional.empty() : Scalars.uuid(text);
  }

  /** A version beyond reason says nothing: no later event would reach it. */
  private static @Nullable Long version(@Nullable String text) {
    try {
      long version = text == null ? 0 : Long.parseLong(text);
      return version >= 1 && version <= EventReader.LARGEST_VERSION ? version : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable String header(ConsumerRecord<String, String> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
