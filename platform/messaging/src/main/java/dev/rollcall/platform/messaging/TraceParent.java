package dev.rollcall.platform.messaging;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code traceparent} text (W3C Trace Context §3.2) of rows that a trace passes through. */
final class TraceParent {

  private static final String HEADER = "traceparent";
  private static final IdGenerator IDS = IdGenerator.random();

  private TraceParent() {}

  /**
   * That of the running span; where none runs, a new one that is not sampled, because the column is
   * never null and a consumer's trace needs a parent.
   */
  static String current() {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid()
        ? text(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
        : text(IDS.generateTraceId(), IDS.generateSpanId(), "00");
  }

  /** The context that continues the trace; an unreadable text starts a new one. */
  static Context continued(String traceparent) {
    return W3CTraceContextPropagator.getInstance()
        .extract(Context.root(), traceparent, Text.GETTER);
  }

  private static String text(String traceId, String spanId, String flags) {
    return "00-" + traceId + "-" + spanId + "-" + flags;
  }

  private enum Text implements TextMapGetter<String> {
    GETTER;

    @Override
    public Iterable<String> keys(String carrier) {
      return List.of(HEADER);
    }

    @Override
    public @Nullable String get(@Nullable String carrier, String key) {
      return key.equals(HEADER) ? carrier : null;
    }
  }
}
