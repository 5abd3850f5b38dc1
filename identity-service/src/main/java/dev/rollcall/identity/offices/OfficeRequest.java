package dev.rollcall.identity.offices;

import dev.rollcall.identity.OfficeRules.OfficeWish;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An office as it is sent; a change leaves out what stays.
 *
 * @param priceLevel the head office's where it is left out
 */
public record OfficeRequest(
    @Schema(examples = "Berlin", maxLength = 120) @Nullable String name,
    @Schema(examples = "DE", description = "ISO 3166-1 alpha-2") @Nullable String country,
    @Schema(examples = "Europe/Berlin", description = "IANA time zone") @Nullable String timeZone,
    @Schema(examples = "US") @Nullable String priceLevel) {

  OfficeWish wish() {
    return new OfficeWish(name, country, timeZone, priceLevel);
  }
}
