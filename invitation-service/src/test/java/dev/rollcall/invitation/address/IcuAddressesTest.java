package dev.rollcall.invitation.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.invitation.Address;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IcuAddressesTest {

  private final IcuAddresses addresses = new IcuAddresses();

  @ParameterizedTest
  @CsvSource({
    "Bob@Acme.Test, bob@acme.test",
    "'  bob@acme.test ', bob@acme.test",
    "ｂｏｂ@acme.test, bob@acme.test",
    "STRASSE@acme.test, strasse@acme.test",
    "straße@acme.test, strasse@acme.test",
    "bob@BÜCHER.example, bob@xn--bcher-kva.example",
    "bob@xn--bcher-kva.example, bob@xn--bcher-kva.example",
    "Иван@пример.рф, иван@xn--e1afmkfd.xn--p1ai",
    "山田太郎@acme.test, 山田太郎@acme.test",
    "bob.stone+news@mail.acme.test, bob.stone+news@mail.acme.test"
  })
  @DisplayName("INV-11 every way of writing an address has one key")
  void oneKey(String written, String key) {
    assertThat(addresses.read(written)).map(Address::key).contains(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bob",
        "@acme.test",
        "bob@",
        "bob@localhost",
        "bob@@acme.test ",
        "bob stone@acme.test",
        "bob@acme..test",
        ".bob@acme.test",
        "bob.@acme.test",
        "bob@-acme.test",
        "bob@acme.test\r\nBcc: eve@evil.test",
        "bob\r\n@acme.test",
        "<bob@acme.test>",
        "bob,eve@acme.test",
        "\"bob\"@acme.test",
        "bоb@acme.test",
        "раypal@acme.test",
        "bob\u200b@acme.test",
        "bob@exa mple.test"
      })
  @DisplayName("INV-11 malformed addresses and mixed scripts are refused")
  void refused(String written) {
    assertThat(addresses.read(written)).isEmpty();
  }

  @Property
  @Label("INV-11 the key of a key is itself, and nothing throws")
  void idempotent(@ForAll String local, @ForAll String domain) {
    addresses
        .read(local + "@" + domain + ".test")
        .ifPresent(
            address ->
                assertThat(addresses.read(address.key()))
                    .map(Address::key)
                    .contains(address.key()));
  }
}
