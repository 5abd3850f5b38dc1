package dev.rollcall.e2e;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.rollcall.e2e.EventLog.Published;
import dev.rollcall.platform.test.server.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** What the contract folder promises of an event. */
final class Contract {

  private static final List<String> ATTRIBUTES =
      List.of(
          "ce_specversion",
          "ce_id",
          "ce_source",
          "ce_type",
          "ce_subject",
          "ce_time",
          "ce_dataschema",
          "ce_companyid",
          "ce_aggregateversion",
          "ce_causationid");

  private Contract() {}

  /** What is wrong with the event; empty when it is as promised. */
  static List<String> violations(Published event) {
    List<String> missing =
        ATTRIBUTES.stream().filter(it -> event.headers().getOrDefault(it, "").isBlank()).toList();
    if (!missing.isEmpty()) {
      return missing;
    }
    return schema(event.type()).validate(event.payload()).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  private static JsonSchema schema(String type) {
    var file = Places.root().resolve("platform/contracts/schemas/" + type + ".json");
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(
              Files.readString(file),
              SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    } catch (IOException e) {
      throw new UncheckedIOException("no schema for " + type, e);
    }
  }
}
