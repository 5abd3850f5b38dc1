package dev.rollcall.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.HttpSurface;
import dev.rollcall.platform.test.RollcallTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the machinery makes of HTTP, for every operation (API.md, Conventions). */
@RollcallTest(service = "invitation")
class HttpSurfaceTest {

  @Test
  @DisplayName("API methods, media types, headers and encodings are the same for every operation")
  void everyOperation() {
    assertThat(HttpSurface.deviations()).isEmpty();
  }
}
