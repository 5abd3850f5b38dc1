package dev.rollcall.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/identity/v1/me, /identity/v1/me",
    "/identity/v1/, /identity/v1/",
    "/identity/../internal/access, /internal/access",
    "/identity/%2e%2e/internal, /internal",
    "/identity/%2E./internal, /internal",
    "//internal/access, /internal/access",
    "/identity//v1/./me, /identity/v1/me",
    "/../../q/health, /q/health",
    "/identity/v1/..., /identity/v1/...",
    "/numbering/v1/numbers/%2B14155550100, /numbering/v1/numbers/%2B14155550100",
    "/numbering/v1/numbers/+14155550100, /numbering/v1/numbers/+14155550100",
    "/identity/%252e%252e/internal, /identity/%252e%252e/internal",
    "/identity/v1;a=b/me, /identity/v1;a=b/me",
    "/%69nternal, /internal",
    "/identity/v1/.., /identity/",
  })
  @DisplayName("RFC 3986 §6.2.2 a path has one normal form")
  void normalForm(String raw, String normal) {
    assertThat(RequestPath.of(raw)).contains(new RequestPath(normal));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "internal",
        "*",
        "/a%2Fb",
        "/a%2fb",
        "/a%5Cb",
        "/a\\b",
        "/a%00",
        "/a%0d%0aHost:x",
        "/a%",
        "/a%4",
        "/a%zz",
        "/identity/..;/internal",
        "/identity/..;x=1/internal",
        "/;x/internal",
        "/identity/%2e%2e;/internal",
        "/identity#/x"
      })
  @DisplayName("A path that servers read in two ways is refused")
  void ambiguous(String raw) {
    assertThat(RequestPath.of(raw)).isEmpty();
  }
}
