package dev.rollcall.identity;

import java.util.Optional;

/** Reads mail domains as INV-20 means them; the list of public suffixes is an adapter's. */
public interface MailDomains {

  /**
   * The registrable part of a domain name, in ASCII and lower case: {@code corp.com} for {@code
   * Mail.Corp.com}. Empty for what is no domain name, and for a public suffix alone, such as {@code
   * co.uk}: nobody owns that.
   */
  Optional<String> registrable(String name);
}
