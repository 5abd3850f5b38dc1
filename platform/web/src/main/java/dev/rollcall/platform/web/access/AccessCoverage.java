package dev.rollcall.platform.web.access;

import dev.rollcall.platform.web.start.StartCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * No resource method goes unprotected by oversight: the application refuses to start when one has
 * none, or more than one, of the access annotations.
 */
@ApplicationScoped
public class AccessCoverage implements StartCheck {

  private final BeanManager beans;

  AccessCoverage(BeanManager beans) {
    this.beans = beans;
  }

  @Override
  public List<String> objections(Circumstances circumstances) {
    return beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
        .map(Bean::getBeanClass)
        .filter(type -> type.isAnnotationPresent(Path.class))
        .distinct()
        .flatMap(AccessCoverage::resourceMethods)
        .flatMap(AccessCoverage::objection)
        .sorted()
        .toList();
  }

  private static Stream<Method> resourceMethods(Class<?> resource) {
    return Arrays.stream(resource.getMethods()).filter(AccessCoverage::isResourceMethod);
  }

  private static boolean isResourceMethod(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .anyMatch(type -> type.isAnnotationPresent(HttpMethod.class));
  }

  private static Stream<String> objection(Method method) {
    try {
      AccessRule.of(method);
      return Stream.empty();
    } catch (IllegalStateException e) {
      return Stream.of(String.valueOf(e.getMessage()));
    }
  }
}
