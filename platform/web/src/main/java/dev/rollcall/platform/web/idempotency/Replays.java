package dev.rollcall.platform.web.idempotency;

import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Tells an answer to a repeated request from the first one (API.md, Conventions). */
public final class Replays {

  private static final String HEADER = "Idempotent-Replayed";

  private Replays() {}

  /** The answer, with {@code Idempotent-Replayed: true} where an earlier request made it. */
  public static <T> ResponseBuilder<T> mark(ResponseBuilder<T> answer, boolean replayed) {
    return replayed ? answer.header(HEADER, "true") : answer;
  }
}
