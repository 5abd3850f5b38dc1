package dev.rollcall.platform.web;

import static io.restassured.RestAssured.given;

import dev.rollcall.platform.test.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A person in a company, as identity and its events tell of them. */
record Member(UUID person, UUID company, UUID user, long version, String status, String grants) {

  /** A new member of a new company who holds these permissions, all of the company. */
  static Member holding(String... permissions) {
    return new Member(
        UUID.randomUUID(),
        UUID.randomUUID(),
        UUID.randomUUID(),
        1,
        "ACTIVE",
        Stream.of(permissions)
            .map("{\"permission\":\"%s\",\"scope\":\"COMPANY\"}"::formatted)
            .collect(Collectors.joining(",", "[", "]")));
  }

  Member deleted() {
    return new Member(person, company, user, version + 1, "DELETED", grants);
  }

  /** The same person as a new user of the company, who was deleted there. */
  Member again() {
    var later = new UUID(-1, person.getLeastSignificantBits());
    return new Member(person, company, later, 1, "ACTIVE", grants);
  }

  /** The same person, with these grants as JSON. */
  Member granted(String json) {
    return new Member(person, company, user, version, status, json);
  }

  /** The same person, as of that version. */
  Member at(long otherVersion) {
    return new Member(person, company, user, otherVersion, status, grants);
  }

  /** Identity knows them from now on. */
  Member known() {
    IdentityStandInResource.ANSWERS.put(question(), this);
    return this;
  }

  int timesAsked() {
    return IdentityStandInResource.timesAsked(question());
  }

  /** A request as this person. */
  RequestSpecification asks() {
    return given().auth().oauth2(TestTokens.person(person).token()).contentType(ContentType.JSON);
  }

  String path(String rest) {
    return "/test/v1/companies/" + company + rest;
  }

  /** The payload of an event, or with the version the answer of {@code /internal/access}. */
  String json() {
    return """
    {"companyId":"%s","userId":"%s","personId":"%s","role":"COMPANY_ADMIN","officeId":"%s",\
    "adminOfficeIds":["%s"],"grants":%s,"status":"%s","version":%d,"firstName":"ignored"}\
    """
        .formatted(
            company, user, person, UUID.randomUUID(), UUID.randomUUID(), grants, status, version);
  }

  private IdentityStandInResource.Question question() {
    return new IdentityStandInResource.Question(person, company);
  }
}
