package dev.rollcall.platform.text;

import com.ibm.icu.text.Normalizer2;
import java.util.regex.Pattern;

/**
 * What mail programs make a link of: {@code scheme://…} and {@code www.…} (CO-6), however it is
 * written: in other case, in full-width signs, with invisible ones between.
 */
public final class WebAddresses {

  /** NFKC, case folded, without Default_Ignorable_Code_Point (UAX #31). */
  private static final Normalizer2 FOLD = Normalizer2.getNFKCCasefoldInstance();

  /** The ideographic full stop stands for a dot in domain names (UTS #46). */
  private static final Pattern ADDRESS =
      Pattern.compile("(?<scheme>[a-z][a-z0-9+.-]*)://|(?<![\\p{L}\\p{N}])(?<www>www)[.\u3002]");

  private WebAddresses() {}

  /** Whether a web address begins anywhere in it. */
  public static boolean isIn(String text) {
    return ADDRESS.matcher(FOLD.normalize(text)).find();
  }

  /** The text, or, where a web address is in it, its folded form with nothing that makes a link. */
  public static String defused(String text) {
    return isIn(text) ? ADDRESS.matcher(FOLD.normalize(text)).replaceAll("${scheme}${www} ") : text;
  }
}
