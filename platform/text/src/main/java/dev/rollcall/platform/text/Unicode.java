package dev.rollcall.platform.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/** What Unicode says of characters, where the JDK doesn't. */
public final class Unicode {

  /** What decoders put in place of bytes that are no UTF-8. */
  public static final int REPLACEMENT = 0xfffd;

  private static final int BRAILLE_BLANK = 0x2800;

  private Unicode() {}

  /** Whether each surrogate is half of a pair: UTF-8, and so JSON and PostgreSQL, has no others. */
  public static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(Unicode::isSurrogate);
  }

  /** The text with U+FFFD in place of each half of a surrogate pair, as decoders do it. */
  public static String repaired(String text) {
    return text.codePoints()
        .map(character -> isSurrogate(character) ? REPLACEMENT : character)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** How many characters a reader of an OpenAPI document counts: code points, not UTF-16 units. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * Whether nothing of it is seen: blanks of any kind, controls, Default_Ignorable_Code_Point
   * (fillers, joiners, variation selectors …), other format characters and the empty Braille
   * pattern. So is the empty text.
   */
  public static boolean showsNothing(String text) {
    return text.codePoints().allMatch(Unicode::isNotSeen);
  }

  static boolean isIgnorable(int character) {
    return UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
  }

  private static boolean isNotSeen(int character) {
    return UCharacter.hasBinaryProperty(character, UProperty.WHITE_SPACE)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character)
        || Character.getType(character) == Character.FORMAT
        || isIgnorable(character)
        || character == BRAILLE_BLANK;
  }

  private static boolean isSurrogate(int character) {
    return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
  }
}
