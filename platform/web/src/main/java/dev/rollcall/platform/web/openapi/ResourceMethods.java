package dev.rollcall.platform.web.openapi;

import dev.rollcall.platform.web.access.Public;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.access.ServiceOnly;
import dev.rollcall.platform.web.access.SignedIn;
import dev.rollcall.platform.web.idempotency.RequestKeys;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/** The resource methods behind the operations of the document, found in the application's index. */
final class ResourceMethods {

  private static final DotName PATH = DotName.createSimple(Path.class);
  private static final List<Class<?>> VERBS =
      List.of(GET.class, POST.class, PUT.class, PATCH.class, DELETE.class);

  private static final Map<Class<? extends Annotation>, String> ACCESS =
      Map.of(
          Public.class, "public",
          SignedIn.class, "signed-in",
          RequiresPermission.class, "member",
          ServiceOnly.class, "service");

  private final Map<String, MethodInfo> byOperation = new HashMap<>();

  ResourceMethods(IndexView index) {
    for (AnnotationInstance path : index.getAnnotations(PATH)) {
      if (path.target().kind() == org.jboss.jandex.AnnotationTarget.Kind.CLASS) {
        addAll(path.target().asClass(), path.value().asString());
      }
    }
  }

  /** The method that answers that verb under that path, as the document writes it. */
  Optional<MethodInfo> find(String verb, String path) {
    return Optional.ofNullable(byOperation.get(key(verb, path)));
  }

  /** Whom the method's access annotation lets in, in one word; empty where it has none. */
  static Optional<String> access(MethodInfo method) {
    return ACCESS.entrySet().stream()
        .filter(rule -> method.hasAnnotation(rule.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  static boolean isPublic(MethodInfo method) {
    return method.hasAnnotation(Public.class);
  }

  static boolean isForServices(MethodInfo method) {
    return method.hasAnnotation(ServiceOnly.class);
  }

  static boolean isForPersons(MethodInfo method) {
    return method.hasAnnotation(SignedIn.class);
  }

  /** The permissions asked for; empty also where membership is enough. */
  static List<String> permissions(MethodInfo method) {
    AnnotationInstance needed = method.annotation(RequiresPermission.class);
    return needed == null ? List.of() : List.of(needed.value().asStringArray());
  }

  /** The clients that a method for services names; empty also where every service's may call. */
  static List<String> clients(MethodInfo method) {
    AnnotationInstance services = method.annotation(ServiceOnly.class);
    return services == null || services.value() == null
        ? List.of()
        : List.of(services.value().asStringArray());
  }

  /** Whether its resource reads Idempotency-Key. */
  static boolean readsKeys(MethodInfo method) {
    DotName keys = DotName.createSimple(RequestKeys.class);
    return method.declaringClass().fields().stream()
        .anyMatch(field -> field.type().name().equals(keys));
  }

  private void addAll(ClassInfo resource, String base) {
    for (MethodInfo method : resource.methods()) {
      String verb = verb(method);
      if (verb != null) {
        byOperation.put(key(verb, base + "/" + path(method)), method);
      }
    }
  }

  private static @Nullable String verb(MethodInfo method) {
    return VERBS.stream()
        .filter(verb -> method.hasAnnotation(DotName.createSimple(verb)))
        .map(Class::getSimpleName)
        .findFirst()
        .orElse(null);
  }

  private static String path(MethodInfo method) {
    AnnotationInstance path = method.annotation(PATH);
    return path == null ? "" : path.value().asString();
  }

  /** Without doubled slashes and without patterns of path parameters. */
  private static String key(String verb, String path) {
    String plain =
        ("/" + path)
            .replaceAll("\\{\\s*([\\w.-]+)\\s*:[^/]*}", "{$1}")
            .replaceAll("/{2,}", "/")
            .replaceAll("(?<=.)/$", "");
    return verb + " " + plain;
  }
}
