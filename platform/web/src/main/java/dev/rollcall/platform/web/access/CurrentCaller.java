package dev.rollcall.platform.web.access;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Caller} of the running request, set by the access filter for methods with {@link
 * RequiresPermission}. Only resources read it; they hand it on as an argument.
 */
@RequestScoped
public class CurrentCaller {

  private @Nullable Caller caller;

  /**
   * The caller.
   *
   * @throws IllegalStateException on a method without {@link RequiresPermission}
   */
  public Caller get() {
    if (caller == null) {
      throw new IllegalStateException("no caller: the resource method has no @RequiresPermission");
    }
    return caller;
  }

  void set(Caller value) {
    caller = value;
  }
}
