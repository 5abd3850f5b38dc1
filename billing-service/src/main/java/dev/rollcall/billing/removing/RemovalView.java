package dev.rollcall.billing.removing;

import dev.rollcall.billing.License;
import dev.rollcall.billing.License.Removal;
import dev.rollcall.billing.licenses.LicenseView;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A removal as clients see it.
 *
 * @param removesAt the day of the renewal, in the time zone of billing
 */
public record RemovalView(UUID id, LocalDate removesAt, List<LicenseView> licenses) {

  static RemovalView of(List<License> licenses) {
    Removal removal = licenses.getFirst().terms().removal().orElseThrow();
    return new RemovalView(
        removal.id(), removal.day(), licenses.stream().map(LicenseView::of).toList());
  }
}
