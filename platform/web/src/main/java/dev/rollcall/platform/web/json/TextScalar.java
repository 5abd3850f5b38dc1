package dev.rollcall.platform.web.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** A type that is text in JSON and nothing else, not a number, not an array. */
final class TextScalar<T> extends StdScalarDeserializer<T> {

  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private final transient Function<String, Optional<T>> reading;

  TextScalar(Class<T> type, Function<String, Optional<T>> reading) {
    super(type);
    this.type = type;
    this.reading = reading;
  }

  @Override
  public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return context.reportInputMismatch(type, "text expected");
    }
    Optional<T> value = reading.apply(parser.getText());
    return value.isPresent()
        ? value.get()
        : context.reportInputMismatch(type, "not in the notation of this type");
  }
}
