package dev.rollcall.platform.web.resources;

import dev.rollcall.platform.web.json.Scalars;
import dev.rollcall.platform.web.resources.ResourceMethods.ResourceMethod;
import java.util.List;
import java.util.UUID;

/**
 * Which resource method a request means, and with which ids: the same however its path is written
 * (hexadecimal digits in capitals, escapes, matrix parameters, a slash at the end).
 */
public record Route(ResourceMethod resource, List<String> values) {

  public Route {
    values = values.stream().map(Route::parsed).toList();
  }

  /** The path in its one notation; what is kept by path is kept by this. */
  public String path() {
    return resource.path().with(values);
  }

  /** Verb and path in their one notation. */
  public String name() {
    return resource.verb() + " " + path();
  }

  /** PostgreSQL can't keep U+0000 in text, so nothing has such an id. */
  public boolean isPossible() {
    return values.stream().noneMatch(value -> value.indexOf('\0') >= 0);
  }

  private static String parsed(String value) {
    return Scalars.uuid(value).map(UUID::toString).orElse(value);
  }
}
