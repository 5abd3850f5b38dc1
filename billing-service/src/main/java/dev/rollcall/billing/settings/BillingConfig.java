package dev.rollcall.billing.settings;

import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Plan;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Settings of billing, {@code rollcall.billing.*}. */
@ConfigMapping(prefix = "rollcall.billing")
public interface BillingConfig {

  /** What a company gets when it signs up (CO-5). */
  SignUpGrant signUp();

  /** How long prices stand. */
  Quotes quotes();

  /** How the ledger is verified. */
  Verification verification();

  /** The licenses of a sign-up. */
  interface SignUpGrant {

    /** How many, 0–1000. */
    @WithDefault("3")
    @Min(0)
    @Max(1000)
    int licenses();

    /** Of which type. */
    @WithDefault("TALK")
    LicenseType type();

    /** On which plan. */
    @WithDefault("BASIC")
    Plan plan();
  }

  /** Quotes (BIL-6). */
  interface Quotes {

    /** How long a quote stands; it ends at the company's midnight in any case. */
    @WithDefault("PT1H")
    Duration lifetime();

    /** How long one is kept after it has expired: longer than a request can be repeated. */
    @WithDefault("P30D")
    Duration retention();

    /** How often old ones are deleted. */
    @WithDefault("PT1H")
    Duration purgeEvery();
  }

  /** The ledger's verification. */
  interface Verification {

    /** Entries read at a time, 1–10000. */
    @WithDefault("500")
    @Min(1)
    @Max(10_000)
    int pageSize();

    /** How many entries a ledger has at most that is proved at once, not as an operation. */
    @WithDefault("5000")
    @Min(0)
    long atOnce();

    /** How many pages an operation goes through before it notes how far it is, 1–1000. */
    @WithDefault("20")
    @Min(1)
    @Max(1_000)
    int stepsAtATime();
  }
}
