package dev.rollcall.billing.quoting;

import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Answers with what was made, by this request or by an earlier one with the same key. */
public final class CreatedAnswers {

  private CreatedAnswers() {}

  /** 201, and whether it is a replay (API.md, Conventions). */
  public static <T> RestResponse<T> of(T view, Created created) {
    ResponseBuilder<T> answer = ResponseBuilder.create(RestResponse.Status.CREATED, view);
    return created.replayed()
        ? answer.header("Idempotent-Replayed", "true").build()
        : answer.build();
  }
}
