package dev.rollcall.platform.web.access;

import dev.rollcall.platform.web.resources.ResourceMethods;
import dev.rollcall.platform.web.resources.ResourceMethods.ResourceMethod;
import dev.rollcall.platform.web.start.StartCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/**
 * No resource method goes unprotected by oversight: the application refuses to start when one has
 * none, or more than one, of the access annotations.
 */
@ApplicationScoped
public class AccessCoverage implements StartCheck {

  private final ResourceMethods resources;

  AccessCoverage(ResourceMethods resources) {
    this.resources = resources;
  }

  @Override
  public List<String> objections(Circumstances circumstances) {
    return resources.all().stream().flatMap(AccessCoverage::objection).sorted().toList();
  }

  private static Stream<String> objection(ResourceMethod resource) {
    try {
      AccessRule.of(resource.method());
      return Stream.empty();
    } catch (IllegalStateException e) {
      return Stream.of(String.valueOf(e.getMessage()));
    }
  }
}
