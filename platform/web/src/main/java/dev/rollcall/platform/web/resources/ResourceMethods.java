package dev.rollcall.platform.web.resources;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The resource methods of the running application, with the verb and path that each answers. */
@ApplicationScoped
public class ResourceMethods {

  private final List<ResourceMethod> all;

  ResourceMethods(BeanManager beans) {
    all =
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
            .map(Bean::getBeanClass)
            .filter(type -> type.isAnnotationPresent(Path.class))
            .distinct()
            .flatMap(ResourceMethods::methods)
            .sorted(Comparator.comparingInt(some -> -some.path().literalCharacters()))
            .toList();
  }

  /**
   * One of them.
   *
   * @param consumes the media types of bodies that it reads: JSON where it names none
   * @param produces the media types of its answers: JSON where it names none
   */
  public record ResourceMethod(
      String verb,
      PathTemplate path,
      Method method,
      List<String> consumes,
      List<String> produces) {}

  public List<ResourceMethod> all() {
    return all;
  }

  /** The method that answers that verb under that path, which is raw and readable. */
  public Optional<Route> find(String verb, String path) {
    return all.stream()
        .filter(some -> some.verb().equals(verb))
        .flatMap(some -> some.path().values(path).map(ids -> new Route(some, ids)).stream())
        .findFirst();
  }

  /** The verbs that methods answer under that path; none where nothing is there. */
  public List<String> verbs(String path) {
    return all.stream()
        .filter(some -> some.path().values(path).isPresent())
        .map(ResourceMethod::verb)
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<ResourceMethod> methods(Class<?> resource) {
    return Arrays.stream(resource.getMethods())
        .flatMap(method -> method(resource, method).stream());
  }

  private static Optional<ResourceMethod> method(Class<?> resource, Method method) {
    String base = resource.getAnnotation(Path.class).value();
    Path path = method.getAnnotation(Path.class);
    return verb(method)
        .map(
            verb ->
                new ResourceMethod(
                    verb,
                    PathTemplate.of(base + "/" + (path == null ? "" : path.value())),
                    method,
                    types(method, Consumes.class, Consumes::value),
                    types(method, Produces.class, Produces::value)));
  }

  private static Optional<String> verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(Objects::nonNull)
        .map(HttpMethod::value)
        .findFirst();
  }

  /** What the method names, else its class, else JSON. */
  private static <A extends Annotation> List<String> types(
      Method method, Class<A> annotation, Function<A, String[]> value) {
    A named = named(method, annotation);
    return named == null ? List.of(MediaType.APPLICATION_JSON) : List.of(value.apply(named));
  }

  private static <A extends Annotation> @Nullable A named(Method method, Class<A> annotation) {
    A own = method.getAnnotation(annotation);
    return own == null ? method.getDeclaringClass().getAnnotation(annotation) : own;
  }
}
