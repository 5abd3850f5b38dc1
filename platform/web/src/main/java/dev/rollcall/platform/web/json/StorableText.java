package dev.rollcall.platform.web.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import dev.rollcall.platform.text.Unicode;
import java.io.IOException;

/**
 * Text that can be kept as it was sent (CO-6): without U+0000, which PostgreSQL can't store, and
 * without half of a surrogate pair, which UTF-8 has no bytes for. It would be kept as a question
 * mark, and a password with it would be another one.
 */
public final class StorableText extends StdScalarDeserializer<String> {

  /** What is said of text that can't be kept. */
  public static final String RULE = "must be well-formed Unicode without the NUL character";

  private static final long serialVersionUID = 1L;

  StorableText() {
    super(String.class);
  }

  /** Whether the text can be kept. */
  public static boolean isStorable(String text) {
    return text.indexOf('\0') < 0 && Unicode.isWellFormed(text);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    String text = StringDeserializer.instance.deserialize(parser, context);
    if (text != null) {
      check(text, parser);
    }
    return text;
  }

  private static void check(String text, JsonParser parser) throws InvalidFormatException {
    if (!isStorable(text)) {
      throw InvalidFormatException.from(parser, RULE, "", String.class);
    }
  }

  /** The same for the keys of a map. */
  static final class Key extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) throws IOException {
      check(key, context.getParser());
      return key;
    }
  }
}
