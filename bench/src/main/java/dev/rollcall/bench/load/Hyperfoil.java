package dev.rollcall.bench.load;

import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.BenchmarkBuilder;
import io.hyperfoil.api.config.Phase;
import io.hyperfoil.api.session.Session;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.core.util.CountDown;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.api.HttpRequest;
import io.hyperfoil.http.api.HttpRequestWriter;
import io.hyperfoil.http.config.HttpPluginBuilder;
import io.hyperfoil.http.steps.HttpStepCatalog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Carries one {@link LoadPlan} out, on one event loop: a second one would take more from the few
 * cores that the suite runs on as well.
 */
final class Hyperfoil {

  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration CLOSED = Duration.ofMinutes(10);

  private final LoadPlan plan;
  private final AtomicInteger begun = new AtomicInteger();
  private final Map<Integer, Integer> requestOfSession = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
  private final StatisticsSnapshot total = new StatisticsSnapshot();
  private volatile long firstNanos;
  private volatile long lastNanos;

  private Hyperfoil(LoadPlan plan) {
    this.plan = plan;
  }

  /** Returns when every request is answered or given up. */
  static LoadResult run(LoadPlan plan) {
    return new Hyperfoil(plan).run();
  }

  private LoadResult run() {
    new LocalSimulationRunner(benchmark(), this::add, null, null).run();
    Map<Integer, Integer> answers = new TreeMap<>();
    statuses.forEach((status, count) -> answers.put(status, count.get()));
    int answered = answers.values().stream().mapToInt(Integer::intValue).sum();
    return new LoadResult(
        (lastNanos - firstNanos) / 1e9,
        answers,
        Math.max(0, total.requestCount - answered),
        millis(50),
        millis(90),
        millis(99),
        millis(100));
  }

  private synchronized void add(
      Phase phase, int step, String metric, StatisticsSnapshot part, @Nullable CountDown left) {
    total.add(part);
  }

  private double millis(double percentile) {
    return total.histogram.getValueAtPercentile(percentile) / 1e6;
  }

  private Benchmark benchmark() {
    BenchmarkBuilder builder = BenchmarkBuilder.builder().name("load").threads(1);
    HttpPluginBuilder http = builder.addPlugin(HttpPluginBuilder::new);
    http.ergonomics()
        .autoRangeCheck(false)
        .stopOnInvalid(false)
        .repeatCookies(false)
        .userAgentFromSession(false);
    http.http()
        .host(plan.host())
        .port(plan.port())
        .sharedConnections(plan.connections())
        .requestTimeout(ANSWER.toMillis());
    if (plan.waits()) {
      closed(builder);
    } else {
      open(builder);
    }
    return builder.build();
  }

  private void open(BenchmarkBuilder builder) {
    Duration lasts = Duration.ofSeconds(plan.seconds());
    builder
        .addPhase("open")
        .constantRate(plan.perSecond())
        .variance(false)
        .maxSessions(plan.perSecond() * (int) ANSWER.toSeconds())
        .duration(lasts.toMillis())
        .maxDuration(lasts.plus(ANSWER).toMillis())
        .scenario()
        .initialSequence("request")
        .step(this::begin)
        .step(HttpStepCatalog.SC)
        .httpRequest(HttpMethod.valueOf(plan.method()))
        .path(session -> target(session).path())
        .headerAppender(this::addHeaders)
        .body((session, connection) -> body(session))
        .handler()
        .status(this::answered);
  }

  /** Each connection takes the next request as soon as it has its answer, until none is left. */
  private void closed(BenchmarkBuilder builder) {
    builder
        .addPhase("closed")
        .atOnce(plan.connections())
        .maxDuration(CLOSED.toMillis())
        .scenario()
        .initialSequence("requests")
        .step(this::begin)
        .step(HttpStepCatalog.SC)
        .httpRequest(HttpMethod.valueOf(plan.method()))
        .path(session -> target(session).path())
        .headerAppender(this::addHeaders)
        .body((session, connection) -> body(session))
        .handler()
        .status(this::answered)
        .endHandler()
        .endStep()
        .step(Hyperfoil::again);
  }

  private boolean begin(Session session) {
    int request = begun.getAndIncrement();
    if (plan.waits() && request >= plan.requests()) {
      session.stop();
    }
    if (request == 0) {
      firstNanos = System.nanoTime();
    }
    requestOfSession.put(session.uniqueId(), request);
    return true;
  }

  private static boolean again(Session session) {
    session.currentSequence().restart(session);
    return true;
  }

  private int request(Session session) {
    return Objects.requireNonNull(requestOfSession.get(session.uniqueId()));
  }

  private LoadPlan.Target target(Session session) {
    return plan.targets().get(request(session) % plan.targets().size());
  }

  private void addHeaders(Session session, HttpRequestWriter writer) {
    target(session).headers().forEach(writer::putHeader);
  }

  private @Nullable ByteBuf body(Session session) {
    String body = target(session).body();
    return body.isEmpty()
        ? null
        : Unpooled.wrappedBuffer(
            body.replace("{n}", Integer.toString(request(session)))
                .getBytes(StandardCharsets.UTF_8));
  }

  private void answered(HttpRequest request, int status) {
    lastNanos = System.nanoTime();
    statuses.computeIfAbsent(status, first -> new AtomicInteger()).incrementAndGet();
  }
}
