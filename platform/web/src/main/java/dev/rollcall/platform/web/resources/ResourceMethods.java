package dev.rollcall.platform.web.resources;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The resource methods of the running application, with the verb and path that each answers. */
@ApplicationScoped
public class ResourceMethods {

  private static final Pattern PARAMETER = Pattern.compile("\\{\\s*[\\w.-]+\\s*(?::([^{}]+))?}");

  private final List<ResourceMethod> all;

  ResourceMethods(BeanManager beans) {
    all =
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
            .map(Bean::getBeanClass)
            .filter(type -> type.isAnnotationPresent(Path.class))
            .distinct()
            .flatMap(ResourceMethods::methods)
            .toList();
  }

  /** One of them. */
  public record ResourceMethod(String verb, Pattern path, Method method) {}

  public List<ResourceMethod> all() {
    return all;
  }

  /** The verbs that some method answers under that path, for the header Allow. */
  public String allowed(String path) {
    return all.stream()
        .filter(some -> some.path().matcher(path).matches())
        .map(ResourceMethod::verb)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static Stream<ResourceMethod> methods(Class<?> resource) {
    String base = resource.getAnnotation(Path.class).value();
    return Arrays.stream(resource.getMethods()).flatMap(method -> method(base, method).stream());
  }

  private static Optional<ResourceMethod> method(String base, Method method) {
    Path path = method.getAnnotation(Path.class);
    Pattern pattern = pattern(base + "/" + (path == null ? "" : path.value()));
    return verb(method).map(verb -> new ResourceMethod(verb, pattern, method));
  }

  private static Optional<String> verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(java.util.Objects::nonNull)
        .map(HttpMethod::value)
        .findFirst();
  }

  private static Pattern pattern(String template) {
    String plain = ("/" + template).replaceAll("/{2,}", "/").replaceAll("/$", "");
    var regex = new StringBuilder();
    Matcher parameter = PARAMETER.matcher(plain);
    int from = 0;
    while (parameter.find()) {
      regex.append(Pattern.quote(plain.substring(from, parameter.start())));
      regex.append(parameter.group(1) == null ? "[^/]+" : "(?:" + parameter.group(1).strip() + ")");
      from = parameter.end();
    }
    return Pattern.compile(regex + Pattern.quote(plain.substring(from)) + "/?");
  }
}
