package dev.rollcall.platform.web.access;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a resource method asks of its caller: exactly one of the four access annotations. */
sealed interface AccessRule {

  /** {@link Public}. */
  record Anybody() implements AccessRule {}

  /** {@link SignedIn}. */
  record AnyPerson() implements AccessRule {}

  /** {@link ServiceOnly}; no client admits every service. */
  record Service(Set<String> clients) implements AccessRule {
    public Service {
      clients = Set.copyOf(clients);
    }

    boolean admits(String client) {
      return clients.isEmpty() || clients.contains(client);
    }
  }

  /** {@link RequiresPermission}; no permission asks for membership only. */
  record Member(Set<String> permissions) implements AccessRule {
    public Member {
      permissions = Set.copyOf(permissions);
    }
  }

  /**
   * The rule of that method.
   *
   * @throws IllegalStateException where it has none, or more than one
   */
  static AccessRule of(Method method) {
    List<AccessRule> rules = new ArrayList<>();
    if (method.isAnnotationPresent(Public.class)) {
      rules.add(new Anybody());
    }
    if (method.isAnnotationPresent(SignedIn.class)) {
      rules.add(new AnyPerson());
    }
    ServiceOnly clients = method.getAnnotation(ServiceOnly.class);
    if (clients != null) {
      rules.add(new Service(Set.of(clients.value())));
    }
    RequiresPermission permissions = method.getAnnotation(RequiresPermission.class);
    if (permissions != null) {
      rules.add(new Member(Set.of(permissions.value())));
    }
    if (rules.size() != 1) {
      throw new IllegalStateException(
          method
              + " has "
              + rules.size()
              + " of @RequiresPermission, @SignedIn, @ServiceOnly, @Public; it needs exactly one");
    }
    return rules.getFirst();
  }
}
