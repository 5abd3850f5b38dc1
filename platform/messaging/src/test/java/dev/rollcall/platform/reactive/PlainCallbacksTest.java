package dev.rollcall.platform.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.RollcallTest;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "platform")
class PlainCallbacksTest {

  @Test
  @DisplayName("Mutiny calls a callback as it is, wrapped by nothing")
  void plain() {
    Function<String, String> callback = String::trim;

    assertThat(Infrastructure.decorate(callback)).isSameAs(callback);
  }
}
