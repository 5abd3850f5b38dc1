package dev.rollcall.e2e.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an attacker makes of a real access token: the same claims, so that whoever believed it would
 * let its person in, but another signature or another claim.
 */
final class ForgedToken {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final KeyPair OWN = keyPair();

  private final List<String> parts;

  private ForgedToken(List<String> parts) {
    this.parts = parts;
  }

  static ForgedToken from(String real) {
    return new ForgedToken(List.of(real.split("\\.")));
  }

  /** {@code alg=none} and no signature (RFC 8725 §2.1). */
  String unsigned() {
    return encode(header("none")) + "." + parts.get(1) + ".";
  }

  /** Signed with a key of the attacker's, under the real key's id. */
  String selfSigned() {
    return signed(claims());
  }

  /** The same from an issuer of the attacker's. */
  String ofOtherIssuer() {
    return signed(claims().put("iss", "https://login.example.test/realms/rollcall"));
  }

  /** HS256 with the issuer's public key as the secret (RFC 8725 §2.1). */
  String symmetric(String publicKey) {
    String content = encode(header("HS256")) + "." + parts.get(1);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(publicKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
      return content + "." + ENCODER.encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The real signature under a claim that was changed after signing. */
  String altered() {
    ObjectNode claims = claims().put("exp", claims().path("exp").asLong() + 3600);
    return parts.get(0) + "." + encode(claims) + "." + parts.get(2);
  }

  private String signed(JsonNode claims) {
    String content = parts.get(0) + "." + encode(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(OWN.getPrivate());
      signature.update(content.getBytes(StandardCharsets.UTF_8));
      return content + "." + ENCODER.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode header(String algorithm) {
    return ((ObjectNode) decode(parts.get(0))).put("alg", algorithm);
  }

  private ObjectNode claims() {
    return (ObjectNode) decode(parts.get(1));
  }

  private static JsonNode decode(String part) {
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(part));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encode(JsonNode content) {
    try {
      return ENCODER.encodeToString(JSON.writeValueAsBytes(content));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
