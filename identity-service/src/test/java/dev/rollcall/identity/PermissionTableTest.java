package dev.rollcall.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.server.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code docs/permissions.md}, which is written from the catalogue. */
class PermissionTableTest {

  private static final String WRITE = "rollcall.permissions.write";

  private static final String BEFORE =
      """
      # Permissions

      What each role may do (USR-1), written from the catalogue in
      `identity-service/src/main/java/dev/rollcall/identity/Permission.java` and kept true by a test.

      ✔ all of the company · ○ the offices that the user administers · own: what is the user's own · + nothing, until a company
      admin grants it (+ ○: for the offices that the user administers) · blank: never. `GET /me` lists what a member has,
      `POST …/permission-checks` answers for one permission.

      | permission | COMPANY_ADMIN | OFFICE_ADMIN | MANAGER | USER | editions |
      | --- | --- | --- | --- | --- | --- |
      """;

  @Test
  @DisplayName("USR-1 docs/permissions.md is the catalogue's table")
  void documented() throws IOException {
    Path page = Places.root().resolve("docs/permissions.md");
    String expected = BEFORE + rows();
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(page, expected);
    }

    assertThat(Files.readString(page))
        .as("The catalogue has changed: run once more with -D" + WRITE + "=true, and see the diff")
        .isEqualTo(expected);
  }

  private static String rows() {
    return Arrays.stream(Permission.values())
        .map(PermissionTableTest::row)
        .collect(Collectors.joining());
  }

  private static String row(Permission permission) {
    String cells =
        Stream.of(Role.values())
            .map(role -> cell(permission, role))
            .collect(Collectors.joining(" | "));
    String editions =
        Arrays.stream(Edition.values()).allMatch(permission::existsIn)
            ? "all"
            : Arrays.stream(Edition.values())
                .filter(permission::existsIn)
                .map(Edition::name)
                .collect(Collectors.joining(", "));
    return "| `%s` | %s | %s |\n".formatted(permission.wireName(), cells, editions);
  }

  private static String cell(Permission permission, Role role) {
    Optional<Reach> given = permission.givenTo(role, Edition.PREMIUM);
    return given
        .map(PermissionTableTest::sign)
        .orElseGet(
            () ->
                permission
                    .grantableTo(role, Edition.PREMIUM)
                    .map(reach -> reach == Reach.COMPANY ? "+" : "+ " + sign(reach))
                    .orElse(""));
  }

  private static String sign(Reach reach) {
    return switch (reach) {
      case COMPANY -> "✔";
      case OFFICES -> "○";
      case OWN -> "own";
    };
  }
}
