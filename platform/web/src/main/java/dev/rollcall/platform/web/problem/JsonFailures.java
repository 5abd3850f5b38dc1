package dev.rollcall.platform.web.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.web.json.StorableText;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a JSON body could not be read, in the client's words: not JSON at all is 400, a field that
 * does not fit is 422 with its JSON Pointer (RFC 6901). Jackson's own messages name classes and are
 * never shown.
 */
final class JsonFailures {

  private JsonFailures() {}

  static Problem problem(JsonProcessingException failure) {
    return switch (failure) {
      case UnrecognizedPropertyException unknown -> invalid(unknown, "is not a known field");
      case InvalidDefinitionException bug -> HttpProblems.INTERNAL;
      case InvalidFormatException format -> invalid(format, formatMessage(format));
      case ValueInstantiationException value -> invalid(value, "is not valid");
      case MismatchedInputException mismatch -> mismatch(mismatch);
      case JsonMappingException mapping when mapping.getCause() instanceof InputCoercionException ->
          invalid(mapping, "must be a number in range");
      case JsonMappingException mapping when holdsNoUtf8(mapping) ->
          invalid(mapping, StorableText.RULE);
      case JsonMappingException mapping
          when mapping.getCause() instanceof JsonProcessingException ->
          HttpProblems.BROKEN_JSON;
      case JsonMappingException mapping when !mapping.getPath().isEmpty() ->
          invalid(mapping, "is not valid");
      default -> HttpProblems.BROKEN_JSON;
    };
  }

  /** Bytes inside of a text, half of a surrogate pair among them; elsewhere they are no JSON. */
  private static boolean holdsNoUtf8(JsonMappingException failure) {
    return failure.getCause() instanceof JsonProcessingException broken
        && String.valueOf(broken.getOriginalMessage()).startsWith("Invalid UTF-8")
        && !failure.getPath().isEmpty();
  }

  private static Problem mismatch(MismatchedInputException failure) {
    String message = String.valueOf(failure.getOriginalMessage());
    if (message.startsWith("Trailing token")) {
      return HttpProblems.BROKEN_JSON;
    }
    if (message.startsWith("No content")) {
      return HttpProblems.NO_BODY;
    }
    return invalid(failure, "must be " + words(failure.getTargetType()));
  }

  private static String formatMessage(InvalidFormatException failure) {
    Class<?> target = failure.getTargetType();
    if (target != null && target.isEnum()) {
      return Arrays.stream(target.getEnumConstants())
          .map(constant -> ((Enum<?>) constant).name())
          .collect(Collectors.joining(", ", "must be one of ", ""));
    }
    return target == String.class ? StorableText.RULE : "must be " + words(target);
  }

  private static String words(@Nullable Class<?> type) {
    return switch (type == null ? "" : type.getSimpleName()) {
      case "String" -> "a string";
      case "UUID" -> "a UUID";
      case "Instant" -> "an RFC 3339 instant";
      case "LocalDate" -> "an ISO date (YYYY-MM-DD)";
      case "Duration" -> "an ISO 8601 duration";
      case "boolean", "Boolean" -> "true or false";
      case "int", "Integer", "long", "Long", "short", "Short" -> "a whole number in range";
      case "double", "Double", "BigDecimal" -> "a number";
      case "List", "Set", "Collection", "ArrayList", "HashSet" -> "an array";
      default -> type != null && type.isArray() ? "an array" : "of the right type";
    };
  }

  private static Problem invalid(JsonMappingException failure, String message) {
    return Problem.of(Refusal.invalid(pointer(failure.getPath()), message));
  }

  private static String pointer(List<JsonMappingException.Reference> path) {
    return path.stream().map(JsonFailures::segment).collect(Collectors.joining());
  }

  private static String segment(JsonMappingException.Reference reference) {
    return reference.getFieldName() == null
        ? "/" + reference.getIndex()
        : Pointers.segment(reference.getFieldName());
  }
}
