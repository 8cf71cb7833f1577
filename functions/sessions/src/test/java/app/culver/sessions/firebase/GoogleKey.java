package app.culver.sessions.firebase;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.testing.http.MockHttpTransport;
import com.google.api.client.testing.http.MockLowLevelHttpRequest;
import com.google.api.client.testing.http.MockLowLevelHttpResponse;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Base64;

/** A key as Google signs ID tokens with, and the address where its certificate is found. */
final class GoogleKey {
  static final String ID = "key-1";
  private static final char[] PASSWORD = "password".toCharArray();

  private final PrivateKey key;
  private final String certificate;

  GoogleKey(Path folder) {
    Path file = folder.resolve("google.p12");
    try {
      int made = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
          "-genkeypair", "-keyalg", "RSA", "-keysize", "2048", "-alias", ID, "-dname", "CN=test", "-storetype",
          "PKCS12", "-keystore", file.toString(), "-storepass", new String(PASSWORD)).redirectErrorStream(true).start()
          .waitFor();
      if (made != 0) {
        throw new IllegalStateException("keytool: " + made);
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      key = (PrivateKey) store.getKey(ID, PASSWORD);
      certificate = "-----BEGIN CERTIFICATE-----\\n"
          + Base64.getEncoder().encodeToString(store.getCertificate(ID).getEncoded())
          + "\\n-----END CERTIFICATE-----\\n";
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Answers with the certificate, whenever it is asked. */
  HttpTransport transport() {
    return new MockHttpTransport() {
      @Override
      public LowLevelHttpRequest buildRequest(String method, String url) {
        return new MockLowLevelHttpRequest(url).setResponse(new MockLowLevelHttpResponse()
            .setContentType("application/json").setContent("{\"" + ID + "\":\"" + certificate + "\"}"));
      }
    };
  }

  JWSSigner signer() {
    return new RSASSASigner(key);
  }

  static String sign(JWSSigner signer, JWSAlgorithm algorithm, JWTClaimsSet claims) {
    var jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(ID).build(), claims);
    try {
      jwt.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jwt.serialize();
  }
}
