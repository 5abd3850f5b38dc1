package dev.rollcall.e2e;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The passwords, tokens and codes that tests were given or made. None of them may be found at rest
 * afterwards ({@code SecretsTest}); a test that handles one elsewhere than through {@link Suite}
 * and {@link Company} names it here.
 */
public final class KnownSecrets {

  /** Shorter texts would be found everywhere by chance. */
  private static final int SHORTEST = 10;

  private final Set<String> passwords = new ConcurrentSkipListSet<>();
  private final Set<String> tokens = new ConcurrentSkipListSet<>();
  private final Set<String> codes = new ConcurrentSkipListSet<>();

  KnownSecrets() {}

  /** A password that somebody signs in with. */
  public void password(String password) {
    keep(passwords, password);
  }

  /** An access, refresh or link token. */
  public void token(String token) {
    keep(tokens, token);
  }

  /** An eight-digit code from a mail (INV-10). */
  public void code(String code) {
    codes.add(code);
  }

  public Set<String> passwords() {
    return new TreeSet<>(passwords);
  }

  public Set<String> tokens() {
    return new TreeSet<>(tokens);
  }

  public Set<String> codes() {
    return new TreeSet<>(codes);
  }

  private static void keep(Set<String> secrets, String secret) {
    if (secret.length() >= SHORTEST) {
      secrets.add(secret);
    }
  }
}
