package dev.rollcall.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.ServiceDatabase;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Batches of one company in tests, with billing played. */
final class Batches {

  static final String BATCHES = "/invitation/v1/companies/{company}/invitation-batches";

  private final Acme acme;
  private final Set<String> answered = new HashSet<>();

  Batches(Acme acme) {
    this.acme = acme;
  }

  /** A body; a test changes what it is about. */
  static Map<String, Object> body(String text) {
    Map<String, Object> body = new HashMap<>();
    body.put("defaults", Map.of("role", "USER", "seat", Map.of("source", "EXISTING")));
    body.put("text", text);
    return body;
  }

  static Map<String, Object> body(List<?> rows) {
    Map<String, Object> body = body("");
    body.remove("text");
    body.put("rows", rows);
    return body;
  }

  /** So many addresses, a line each, that no other test uses. */
  static List<String> addresses(int count) {
    return IntStream.range(0, count).mapToObj(index -> Acme.someone("row" + index)).toList();
  }

  Response preview(Map<String, Object> body) {
    return acme.asAda().queryParam("preview", true).body(body).post(BATCHES);
  }

  Response post(Map<String, Object> body) {
    return acme.asAda().body(body).post(BATCHES);
  }

  /** Accepted: where its operation is. */
  String accepted(Map<String, Object> body) {
    return post(body).then().statusCode(202).extract().header("Location");
  }

  JsonPath operation(String location) {
    return operation(acme.ada, location).then().statusCode(200).extract().jsonPath();
  }

  Response operation(Member reader, String location) {
    return io.restassured.RestAssured.given().auth().oauth2(reader.token()).get(location);
  }

  /** The operation when it is done, each seat having been granted as soon as it was asked for. */
  JsonPath done(String location) {
    Eventually.holds(
        () -> {
          requested().forEach(this::grantOnce);
          assertThat(operation(location).getString("status")).isEqualTo("DONE");
        });
    return operation(location);
  }

  /** The invitations that wait for their seat. */
  List<UUID> requested() {
    String ids =
        ServiceDatabase.value(
                "select coalesce(string_agg(cast(id as text), ','), '') from invitation"
                    + " where company_id = ? and status = 'REQUESTED'",
                acme.id)
            .orElse("");
    return Arrays.stream(ids.split(",", -1))
        .filter(id -> !id.isEmpty())
        .map(UUID::fromString)
        .toList();
  }

  /** How many rows the query counts for the company. */
  int count(String fromWhere) {
    return Integer.parseInt(
        ServiceDatabase.value("select count(*) from " + fromWhere, acme.id).orElseThrow());
  }

  private void grantOnce(UUID invitation) {
    if (answered.add(invitation.toString())) {
      acme.grant(invitation, 1);
    }
  }
}
