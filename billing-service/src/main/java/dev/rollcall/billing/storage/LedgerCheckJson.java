package dev.rollcall.billing.storage;

import dev.rollcall.billing.LedgerCheck;
import dev.rollcall.billing.LedgerProof;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A check that pauses, as JSON. */
final class LedgerCheckJson {

  private LedgerCheckJson() {}

  static String write(LedgerCheck check) {
    var booked = new JsonObject();
    check.booked().forEach((account, sum) -> booked.put(account, sum.toPlainString()));
    var json =
        new JsonObject()
            .put("stage", check.stage().name())
            .put("checked", check.proof().checked())
            .put("lastHash", check.proof().lastHash())
            .put("sequence", check.sequence())
            .put("after", check.after().toString())
            .put("booked", booked)
            .put("disagrees", check.disagrees());
    check.proof().firstBroken().ifPresent(broken -> json.put("firstBroken", broken));
    return json.encode();
  }

  static LedgerCheck read(String text) {
    var json = new JsonObject(text);
    return new LedgerCheck(
        LedgerCheck.Stage.valueOf(json.getString("stage")),
        new LedgerProof(
            json.getLong("checked"),
            json.getString("lastHash"),
            Optional.ofNullable(json.getLong("firstBroken"))),
        json.getLong("sequence"),
        UUID.fromString(json.getString("after")),
        booked(json.getJsonObject("booked")),
        json.getBoolean("disagrees"));
  }

  private static Map<String, BigDecimal> booked(JsonObject json) {
    var booked = new HashMap<String, BigDecimal>();
    json.forEach(sum -> booked.put(sum.getKey(), new BigDecimal((String) sum.getValue())));
    return booked;
  }
}
