package dev.rollcall.platform.web.resources;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoded UTF-8 (RFC 3986 §2.1). */
public final class PercentEncoding {

  private static final int ESCAPE = 3;

  private PercentEncoding() {}

  /** Whether each percent sign begins an escape, whatever the escapes stand for. */
  public static boolean hasWholeEscapes(String text) {
    for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + ESCAPE)) {
      if (i + ESCAPE > text.length()
          || !HexFormat.isHexDigit(text.charAt(i + 1))
          || !HexFormat.isHexDigit(text.charAt(i + 2))) {
        return false;
      }
    }
    return true;
  }

  /** The same, and the escapes are UTF-8. */
  public static boolean isReadable(String text) {
    if (text.indexOf('%') < 0) {
      return true;
    }
    try {
      read(text);
      return true;
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return false;
    }
  }

  /**
   * The text behind the escapes.
   *
   * @throws IllegalArgumentException where it is not readable
   */
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      return read(text);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("escapes that are no UTF-8", e);
    }
  }

  private static String read(String text) throws CharacterCodingException {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] == '%') {
        bytes.put(escaped(encoded, i));
        i += ESCAPE - 1;
      } else {
        bytes.put(encoded[i]);
      }
    }
    // Unlike the constructor of String a decoder refuses what is malformed.
    return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
  }

  private static byte escaped(byte[] encoded, int at) {
    if (at + ESCAPE > encoded.length
        || !HexFormat.isHexDigit(encoded[at + 1])
        || !HexFormat.isHexDigit(encoded[at + 2])) {
      throw new IllegalArgumentException("a percent sign without two hexadecimal digits");
    }
    return (byte)
        (HexFormat.fromHexDigit(encoded[at + 1]) << 4 | HexFormat.fromHexDigit(encoded[at + 2]));
  }
}
