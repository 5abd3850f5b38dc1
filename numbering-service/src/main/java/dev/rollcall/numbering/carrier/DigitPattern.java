package dev.rollcall.numbering.carrier;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * National numbers of one length of which some digits are fixed and the others free, {@code
 * 415???77??}. The numbers are counted in an order that scatters over the free digits and comes to
 * each of them once.
 *
 * @param digits the fixed digits, and {@value #FREE} where any digit may stand
 */
record DigitPattern(String digits) {

  private static final char FREE = '?';

  private static final double GOLDEN = 0.6180339887498949;

  /** Every number of that length that begins so. */
  static DigitPattern of(String prefix, int length) {
    return new DigitPattern(prefix + String.valueOf(FREE).repeat(length - prefix.length()));
  }

  /** Those of them that have these digits somewhere: a pattern for each place. */
  Stream<DigitPattern> containing(String wanted) {
    return IntStream.rangeClosed(0, digits.length() - wanted.length())
        .mapToObj(position -> with(wanted, position))
        .flatMap(Optional::stream)
        .distinct();
  }

  /** How many numbers there are. */
  long size() {
    int free = (int) digits.chars().filter(digit -> digit == FREE).count();
    return (long) Math.pow(10, free);
  }

  /**
   * One of them.
   *
   * @param index from 0 to {@link #size()}, exclusive
   */
  String number(long index) {
    long rest = scattered(index, size());
    char[] number = digits.toCharArray();
    for (int i = number.length - 1; i >= 0; i--) {
      if (number[i] == FREE) {
        number[i] = (char) ('0' + rest % 10);
        rest /= 10;
      }
    }
    return new String(number);
  }

  /** With these digits there; empty where the fixed digits are others. */
  private Optional<DigitPattern> with(String wanted, int position) {
    for (int i = 0; i < wanted.length(); i++) {
      char digit = digits.charAt(position + i);
      if (digit != FREE && digit != wanted.charAt(i)) {
        return Optional.empty();
      }
    }
    String before = digits.substring(0, position);
    String after = digits.substring(position + wanted.length());
    return Optional.of(new DigitPattern(before + wanted + after));
  }

  /** Steps of the golden section, whose last digit 7 makes them meet each number once. */
  private static long scattered(long index, long size) {
    long step = (long) (size * GOLDEN) / 10 * 10 + 7;
    return Math.floorMod(index * step + size / 3, size);
  }
}
