package dev.rollcall.platform.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the start-up check of the access annotations goes by. */
class AccessCoverageTest {

  interface Calls {
    void unprotected();

    @Public
    @SignedIn
    void doubled();

    @Public
    void open();

    @RequiresPermission({"things.read", "things.manage"})
    void permitted();
  }

  private static Method method(String name) {
    return Arrays.stream(Calls.class.getMethods())
        .filter(some -> some.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("ARCH a resource method without an access annotation is objected to by name")
  void none() {
    assertThatThrownBy(() -> AccessRule.of(method("unprotected")))
        .hasMessageContaining("unprotected")
        .hasMessageContaining("has 0 of");
  }

  @Test
  @DisplayName("ARCH a resource method with two of them is objected to")
  void two() {
    assertThatThrownBy(() -> AccessRule.of(method("doubled"))).hasMessageContaining("has 2 of");
  }

  @Test
  @DisplayName("ARCH exactly one is what it says")
  void one() {
    assertThat(AccessRule.of(method("open"))).isEqualTo(new AccessRule.Anybody());
    assertThat(AccessRule.of(method("permitted")))
        .isEqualTo(new AccessRule.Member(Set.of("things.read", "things.manage")));
  }
}
