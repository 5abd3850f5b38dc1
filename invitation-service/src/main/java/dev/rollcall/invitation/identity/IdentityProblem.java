package dev.rollcall.invitation.identity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.rollcall.platform.outcome.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Identity answered with a problem document (RFC 9457). */
final class IdentityProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Body body;

  IdentityProblem(int status, Body body) {
    super("identity answered " + status + " " + body.code(), null, false, false);
    this.status = status;
    this.body = body;
  }

  int status() {
    return status;
  }

  Body body() {
    return body;
  }

  /** What is read of the document. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Body(
      @Nullable String code, @Nullable String detail, @Nullable List<Violation> violations) {

    static final Body NONE = new Body(null, null, null);

    /** The code, or an empty text for an answer that is no problem document. */
    String codeOrEmpty() {
      return code == null ? "" : code;
    }

    String detailOrEmpty() {
      return detail == null ? "" : detail;
    }

    List<Violation> violationsOrNone() {
      return violations == null ? List.of() : violations;
    }
  }
}
