package dev.rollcall.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutboxConnectorTest {

  private static final Path TEMPLATE =
      Path.of(System.getProperty("rollcall.root"), "deploy/debezium/outbox-connector.json");

  @Test
  @DisplayName("The template becomes a connector of one service; Debezium's own placeholder stays")
  void filled() throws Exception {
    JsonNode connector =
        new ObjectMapper().readTree(OutboxConnector.of("billing", TEMPLATE, 15432));
    JsonNode config = connector.path("config");

    assertThat(connector.path("name").asText()).isEqualTo("billing-outbox");
    assertThat(config.path("database.dbname").asText()).isEqualTo("billing");
    assertThat(config.path("database.user").asText()).isEqualTo("billing_cdc");
    assertThat(config.path("database.port").asText()).isEqualTo("15432");
    assertThat(config.path("slot.name").asText()).isEqualTo("billing_outbox");
    assertThat(config.path("transforms.outbox.route.topic.replacement").asText())
        .isEqualTo("${routedByValue}");
    assertThat(connector.toString().replace("${routedByValue}", "")).doesNotContain("${");
  }

  @Test
  @DisplayName("EVENTS.md every attribute of the envelope becomes a header")
  void headers() throws Exception {
    JsonNode config =
        new ObjectMapper().readTree(OutboxConnector.of("billing", TEMPLATE, 15432)).path("config");

    assertThat(
            config.path("transforms.outbox.table.fields.additional.placement").asText().split(","))
        .contains(
            "specversion:header:ce_specversion",
            "id:header:ce_id",
            "source:header:ce_source",
            "type:header:ce_type",
            "aggregate_id:header:ce_subject",
            "created_at:header:ce_time",
            "dataschema:header:ce_dataschema",
            "company_id:header:ce_companyid",
            "aggregate_version:header:ce_aggregateversion",
            "causation_id:header:ce_causationid",
            "traceparent:header:traceparent");
  }
}
