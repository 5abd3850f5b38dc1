package dev.rollcall.invitation.linking;

import dev.rollcall.invitation.configuration.InvitationConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a mail comes back to: an address of its own for each (VERP), {@code
 * bounce+<mark>@mail.example}. The mark is 160 bits of a keyed hash of the mail's id: always the
 * same for one mail, and nobody guesses another's, so that nobody can report a mail that they never
 * had.
 */
@ApplicationScoped
public class ReturnPaths {

  private static final int MARK_BYTES = 20;
  private static final HexFormat HEX = HexFormat.of();

  private final KeyedHash keyed;
  private final Optional<BounceAddress> base;

  /** The address without a mark. */
  private record BounceAddress(String local, String domain) {

    static BounceAddress of(String address) {
      int at = address.lastIndexOf('@');
      return new BounceAddress(address.substring(0, at), address.substring(at + 1));
    }

    String marked(String mark) {
      return local + "+" + mark + "@" + domain;
    }

    Pattern pattern() {
      return Pattern.compile(
          Pattern.quote(local + "+") + "(?<mark>[0-9a-f]{40})" + Pattern.quote("@" + domain),
          Pattern.CASE_INSENSITIVE);
    }
  }

  ReturnPaths(InvitationConfig config) {
    this.keyed = new KeyedHash("rollcall.invitation.keys.recipient", config.keys().recipient());
    this.base = config.bounces().address().map(BounceAddress::of);
  }

  /** The return path of that mail; empty where none is configured. */
  public Optional<String> of(UUID mailId) {
    return base.map(address -> address.marked(mark(mailId)));
  }

  /** What is stored of it, to find the mail by: SHA-256 of the mark, so that no row tells it. */
  public byte[] hash(UUID mailId) {
    return hash(mark(mailId));
  }

  /** The stored form of the mark in that text (addresses of a header); empty for none of ours. */
  public Optional<byte[]> find(String addresses) {
    return base.map(address -> address.pattern().matcher(addresses))
        .filter(Matcher::find)
        .map(found -> hash(found.group("mark").toLowerCase(Locale.ROOT)));
  }

  /** A mail's id holds no {@code @}, so that it is never taken for a recipient's hash. */
  private String mark(UUID mailId) {
    return HEX.formatHex(Arrays.copyOf(keyed.of(mailId.toString()), MARK_BYTES));
  }

  private static byte[] hash(String mark) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(mark.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
