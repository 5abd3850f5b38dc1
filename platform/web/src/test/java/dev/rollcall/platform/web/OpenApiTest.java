package dev.rollcall.platform.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.rollcall.platform.test.RollcallTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** /q/openapi: complete (API.md, Conventions). */
@RollcallTest(service = "invitation")
class OpenApiTest {

  private static final String THINGS = "paths.'/test/v1/companies/{companyId}/things'";

  private static JsonPath document() {
    return given()
        .queryParam("format", "json")
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  @DisplayName("API the document is OpenAPI 3.1 and describes problems once")
  void components() {
    given()
        .queryParam("format", "json")
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .body("openapi", startsWith("3.1"))
        .body("components.schemas.Problem.required", hasItem("code"))
        .body(
            "components.responses.Invalid.content.'application/problem+json'.example.violations[0].pointer",
            equalTo("/email"))
        .body("components.responses.TooMany.headers.'Retry-After'", notNullValue())
        .body("components.securitySchemes.keycloak.scheme", equalTo("bearer"));
  }

  @Test
  @DisplayName("API a write names every status that it may answer")
  void write() {
    assertThat(
            document().getMap(THINGS + ".post.responses").keySet().stream().map(Object::toString))
        .contains(
            "400", "401", "403", "404", "406", "409", "413", "415", "422", "429", "500", "503");
    assertThat(document().getString(THINGS + ".post.responses.'409'.'$ref'"))
        .isEqualTo("#/components/responses/Conflict");
    assertThat(document().getList(THINGS + ".post.parameters.'$ref'"))
        .contains("#/components/parameters/IdempotencyKey");
    assertThat(document().getList(THINGS + ".post.security[0].keycloak")).isNotNull();
  }

  @Test
  @DisplayName("API If-Match brings 412; what anybody may call brings no 401")
  void asTheyApply() {
    assertThat(
            document()
                .getMap("paths.'/test/v1/companies/{companyId}/things/{thingId}'.put.responses"))
        .containsKey("412");
    assertThat(document().getMap("paths.'/test/v1/everything'.post.responses"))
        .doesNotContainKeys("401", "403");
  }

  @Test
  @DisplayName("API every operation says whom it lets in, and with which permissions")
  void access() {
    JsonPath document = document();

    assertThat(document.getString("paths.'/test/v1/everything'.post.'x-access'"))
        .isEqualTo("public");
    assertThat(document.getString(THINGS + ".post.'x-access'")).isEqualTo("member");
    assertThat(document.getList(THINGS + ".post.'x-permissions'")).isNotEmpty();
  }
}
