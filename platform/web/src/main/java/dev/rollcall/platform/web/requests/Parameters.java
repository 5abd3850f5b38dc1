package dev.rollcall.platform.web.requests;

import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.web.json.Scalars;
import dev.rollcall.platform.web.problem.Pointers;
import dev.rollcall.platform.web.problem.RefusalException;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * Reads path and query parameters (API.md, Conventions): an id in the path that is no UUID is
 * simply not there (404); a query parameter that can't be read is refused with its pointer (422).
 */
@Provider
public class Parameters implements ParamConverterProvider {

  @Override
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> type, @Nullable Type genericType, Annotation @Nullable [] annotations) {
    Optional<String> query = queryName(annotations);
    if (type == UUID.class) {
      return new Scalar<>(cast(Scalars::uuid), "must be a UUID", query);
    }
    if (query.isEmpty()) {
      return null;
    }
    if (type == Instant.class) {
      return new Scalar<>(cast(Scalars::instant), "must be an RFC 3339 instant", query);
    }
    if (type == LocalDate.class) {
      return new Scalar<>(cast(Scalars::day), "must be an ISO date (YYYY-MM-DD)", query);
    }
    if (type == Integer.class || type == int.class) {
      return new Scalar<>(cast(Parameters::integer), "must be a whole number", query);
    }
    if (type == Boolean.class || type == boolean.class) {
      return new Scalar<>(cast(Parameters::truth), "must be true or false", query);
    }
    if (type.isEnum()) {
      return new Scalar<>(text -> constant(type, text), oneOf(type), query);
    }
    return null;
  }

  private record Scalar<T>(
      Function<String, Optional<T>> reading, String message, Optional<String> query)
      implements ParamConverter<T> {

    @Override
    public T fromString(String value) {
      return reading.apply(value).orElseThrow(this::unreadable);
    }

    @Override
    public String toString(T value) {
      return value.toString();
    }

    private RefusalException unreadable() {
      return new RefusalException(
          query
              .map(name -> Refusal.invalid(Pointers.query(name), message))
              .orElseGet(Refusal::notFound));
    }
  }

  private static Optional<String> queryName(Annotation @Nullable [] annotations) {
    if (annotations == null) {
      return Optional.empty();
    }
    for (Annotation annotation : annotations) {
      switch (annotation) {
        case QueryParam query -> {
          return Optional.of(query.value());
        }
        case RestQuery query -> {
          return Optional.of(query.value());
        }
        case HeaderParam header -> {
          return Optional.of(header.value());
        }
        case RestHeader header -> {
          return Optional.of(header.value());
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> integer(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Boolean> truth(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static <T> Optional<T> constant(Class<T> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(text))
        .findFirst();
  }

  private static String oneOf(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name())
        .collect(Collectors.joining(", ", "must be one of ", ""));
  }

  /** Safe: each caller has just compared the class. */
  @SuppressWarnings("unchecked")
  private static <T> Function<String, Optional<T>> cast(Function<String, ?> reading) {
    return (Function<String, Optional<T>>) reading;
  }
}
