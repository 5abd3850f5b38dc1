package dev.rollcall.platform.web.requests;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jspecify.annotations.Nullable;

/** Finds out whether a resource method reads a body, and whether it can do without. */
final class BodyParameter {

  private BodyParameter() {}

  /** Whether the method has a body parameter that is not {@code @Nullable}. */
  static boolean isNeeded(Method method, RuntimeResource resource) {
    return Arrays.stream(method.getParameters()).anyMatch(some -> isNeeded(some, resource));
  }

  private static boolean isNeeded(Parameter parameter, RuntimeResource resource) {
    return Arrays.stream(parameter.getAnnotations()).noneMatch(BodyParameter::namesItsSource)
        && !resource.getPathParameterIndexes().containsKey(parameter.getName())
        && !isContext(parameter.getType())
        && !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** {@code @PathParam}, {@code @RestQuery}, {@code @Context}, {@code @BeanParam} and the like. */
  private static boolean namesItsSource(Annotation annotation) {
    String name = annotation.annotationType().getName();
    return name.startsWith("jakarta.ws.rs.") || name.startsWith("org.jboss.resteasy.reactive.Rest");
  }

  private static boolean isContext(Class<?> type) {
    String name = type.getName();
    return name.startsWith("jakarta.ws.rs.")
        || name.startsWith("org.jboss.resteasy.reactive.")
        || name.startsWith("io.vertx.")
        || name.startsWith("io.quarkus.");
  }
}
