package dev.rollcall.platform.web.limiting;

import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The limits of one request, in the order in which it met them. */
@RequestScoped
class MetLimits {

  private final List<RateLimit> limits = new ArrayList<>();

  void add(RateLimit limit) {
    limits.add(limit);
  }

  /** {@code RateLimit} and {@code RateLimit-Policy}, or nothing. */
  Map<String, String> headers() {
    return limits.isEmpty()
        ? Map.of()
        : Map.of("RateLimit-Policy", list(RateLimit::policy), "RateLimit", list(RateLimit::state));
  }

  private String list(Function<RateLimit, String> item) {
    return limits.stream().map(item).collect(Collectors.joining(", "));
  }
}
