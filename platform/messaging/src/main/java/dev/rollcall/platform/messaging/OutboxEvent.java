package dev.rollcall.platform.messaging;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event to publish, one row of the outbox (EVENTS.md, Envelope).
 *
 * @param topic the Kafka topic, e.g. {@code rollcall.invitation.v1}
 * @param type {@code ce_type}, e.g. {@code rollcall.invitation.accepted.v1}
 * @param aggregateId {@code ce_subject} and the record key
 * @param companyId {@code ce_companyid}, the tenant
 * @param aggregateVersion {@code ce_aggregateversion}; rises with every event of the aggregate
 * @param payload the body, a record that Jackson writes; never a map of maps, never a secret
 * @param causation {@code ce_causationid}: id of the event or request that caused this one; null
 *     stands for the request in whose trace it is written
 */
public record OutboxEvent(
    String topic,
    String type,
    String aggregateId,
    UUID companyId,
    long aggregateVersion,
    Object payload,
    @Nullable String causation) {}
