package dev.rollcall.platform.web.problem;

import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Bean Validation's verdict on the parameters of a resource method, with JSON Pointers. The name of
 * the body parameter is not part of the body and is left out; a query parameter is {@code /?name}.
 */
final class ValidationFailures {

  private ValidationFailures() {}

  /** The 422, or empty where the verdict is not about a request (a broken answer is a bug). */
  static Optional<Problem> problem(ConstraintViolationException failure) {
    var violations = new ArrayList<Violation>();
    for (ConstraintViolation<?> violation : failure.getConstraintViolations()) {
      List<Path.Node> nodes = nodes(violation.getPropertyPath());
      if (nodes.size() < 2 || nodes.get(1).getKind() != ElementKind.PARAMETER) {
        return Optional.empty();
      }
      violations.add(new Violation(pointer(violation, nodes), violation.getMessage()));
    }
    violations.sort(Comparator.comparing(Violation::pointer).thenComparing(Violation::message));
    return Optional.of(Problem.of(Refusal.invalid(violations)));
  }

  private static List<Path.Node> nodes(Path path) {
    var nodes = new ArrayList<Path.Node>();
    path.forEach(nodes::add);
    return nodes;
  }

  private static String pointer(ConstraintViolation<?> violation, List<Path.Node> nodes) {
    var parameter = nodes.get(1).as(Path.ParameterNode.class);
    String inner = inner(nodes.subList(2, nodes.size()));
    return parameterName(violation, nodes.get(0), parameter)
        .map(name -> Pointers.query(name) + inner)
        .orElse(inner);
  }

  private static String inner(List<Path.Node> nodes) {
    var pointer = new StringBuilder();
    for (Path.Node node : nodes) {
      if (node.getIndex() != null) {
        pointer.append('/').append(node.getIndex());
      } else if (node.getKey() != null) {
        pointer.append(Pointers.segment(node.getKey().toString()));
      }
      if (node.getKind() == ElementKind.PROPERTY && node.getName() != null) {
        pointer.append(Pointers.segment(node.getName()));
      }
    }
    return pointer.toString();
  }

  /** The name of a query, path or header parameter; empty for the body. */
  private static Optional<String> parameterName(
      ConstraintViolation<?> violation, Path.Node method, Path.ParameterNode parameter) {
    for (Annotation annotation : annotations(violation, method, parameter)) {
      Optional<String> name = name(annotation, parameter.getName());
      if (name.isPresent()) {
        return name;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> name(Annotation annotation, String parameter) {
    return switch (annotation) {
      case QueryParam query -> Optional.of(query.value());
      case PathParam path -> Optional.of(path.value());
      case HeaderParam header -> Optional.of(header.value());
      case CookieParam cookie -> Optional.of(cookie.value());
      case RestQuery query -> Optional.of(query.value().isEmpty() ? parameter : query.value());
      case RestPath path -> Optional.of(path.value().isEmpty() ? parameter : path.value());
      case RestHeader header -> Optional.of(header.value().isEmpty() ? parameter : header.value());
      default -> Optional.empty();
    };
  }

  /** The resource's own class carries the annotations; CDI's subclass of it does not. */
  private static Annotation[] annotations(
      ConstraintViolation<?> violation, Path.Node node, Path.ParameterNode parameter) {
    Class<?>[] types = node.as(Path.MethodNode.class).getParameterTypes().toArray(Class<?>[]::new);
    for (Class<?> type = violation.getRootBeanClass(); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        Annotation[] found =
            method.getName().equals(node.getName())
                    && java.util.Arrays.equals(method.getParameterTypes(), types)
                ? method.getParameterAnnotations()[parameter.getParameterIndex()]
                : new Annotation[0];
        if (found.length > 0) {
          return found;
        }
      }
    }
    return new Annotation[0];
  }
}
