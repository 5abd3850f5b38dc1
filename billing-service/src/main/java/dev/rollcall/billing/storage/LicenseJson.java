package dev.rollcall.billing.storage;

import dev.rollcall.billing.License;
import dev.rollcall.billing.Occupancy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** Licenses as a record set of JSON, which one statement writes at once. */
final class LicenseJson {

  private LicenseJson() {}

  static JsonArray rows(List<License> licenses) {
    return new JsonArray(licenses.stream().map(LicenseJson::row).toList());
  }

  private static JsonObject row(License license) {
    JsonObject row =
        new JsonObject()
            .put("license_id", license.id().toString())
            .put("office_id", license.officeId().toString())
            .put("type", license.type().name())
            .put("plan", license.plan().name())
            .put("state", license.state().name())
            .put("origin", license.terms().origin().name())
            .put("charged_from", license.terms().chargedFrom().toString())
            .put("version", license.version())
            .put("created_at", license.createdAt().toString())
            .put("updated_at", license.updatedAt().toString());
    license.terms().purchaseId().ifPresent(id -> row.put("purchase_id", id.toString()));
    license.terms().removal().ifPresent(removal -> put(row, removal));
    put(row, license.occupancy());
    return row;
  }

  private static void put(JsonObject row, License.Removal removal) {
    row.put("removal_id", removal.id().toString()).put("removes_at", removal.day().toString());
  }

  private static void put(JsonObject row, Occupancy occupancy) {
    switch (occupancy) {
      case Occupancy.Reserved(UUID invitation, int attempt) ->
          row.put("holder_invitation_id", invitation.toString()).put("attempt", attempt);
      case Occupancy.Assigned(UUID user) -> row.put("holder_user_id", user.toString());
      case Occupancy.Free free -> {}
      case Occupancy.Cancelled cancelled -> {}
    }
  }
}
