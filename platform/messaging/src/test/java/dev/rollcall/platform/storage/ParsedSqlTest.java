package dev.rollcall.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParsedSqlTest {

  @Test
  @DisplayName("Each occurrence of a parameter has a number of its own")
  void numbered() {
    ParsedSql sql = ParsedSql.parse("select :a, cast(:b as uuid), :a from t where x = ?1");

    assertThat(sql.text()).isEqualTo("select $1, cast($2 as uuid), $3 from t where x = $4");
    assertThat(sql.parameters()).containsExactly("a", "b", "a", "1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select ':no' || \":column\" from t",
        "select 'it''s :no' from t",
        "select 1 -- :no comment, ?1\nfrom t",
        "select now()::date from t",
        "select j ? 'key' from t"
      })
  @DisplayName("Texts, quoted names, comments, casts and operators are no parameters")
  void passedOver(String text) {
    assertThat(ParsedSql.parse(text)).isEqualTo(new ParsedSql(text, List.of()));
  }
}
