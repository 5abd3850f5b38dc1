package dev.rollcall.invitation;

import java.util.Optional;

/** Reads e-mail addresses as INV-11 says; the Unicode tables behind it are an adapter's. */
public interface Addresses {

  /**
   * The address, or empty for one that is malformed, mixes scripts in its local part, or has a
   * domain that IDNA (UTS #46) refuses.
   */
  Optional<Address> read(String text);
}
