package app.culver.acceptance.layout;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** Nothing that is deployed can decrypt a message: the server is a blind relay by construction. */
class BlindServerTest {

  /**
   * The libraries in deployables that can decrypt something, and what they need it for. None of it is ever given a
   * message: Culver's own classes, which alone see messages, reach none of it.
   */
  private static final Map<String, String> REASONS = Map.ofEntries(
      Map.entry("httpclient",
          "answers a proxy's NTLM challenge by DES; firebase-admin brings it, and Culver uses no proxy"),
      Map.entry("httpclient5", "the same; it is the AWS SDK's HTTP client"),
      Map.entry("nimbus-jose-jwt", "a JOSE library brings encrypted tokens (JWE); Culver signs and verifies only"));

  @Test
  void culversOwnServerClassesDecryptNothing() {
    noClasses().should().dependOnClassesThat().haveFullyQualifiedName("javax.crypto.Cipher").orShould()
        .dependOnClassesThat().haveFullyQualifiedName("javax.crypto.KeyAgreement").orShould().dependOnClassesThat()
        .haveFullyQualifiedName("javax.crypto.KEM").orShould().dependOnClassesThat()
        .resideInAnyPackage("org.bouncycastle..", "app.culver.client..").orShould().dependOnClassesThat()
        .haveNameMatching("com\\.nimbusds\\..*(JWE|Encrypted|Encrypter|Decrypter).*")
        .check(Built.classes("functions"));
  }

  @Test
  void whatThirdPartiesBringIsListedWithItsReason() throws IOException {
    var found = new TreeMap<String, Set<String>>();
    for (Path zip : Built.zips()) {
      try (var file = new ZipFile(zip.toFile())) {
        for (var entry : file.stream().filter(each -> each.getName().endsWith(".jar")).toList()) {
          try (var jar = file.getInputStream(entry)) {
            if (canDecrypt(jar)) {
              found.computeIfAbsent(library(entry.getName()), name -> new TreeSet<>())
                  .add(zip.getFileName().toString());
            }
          }
        }
      }
    }
    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(REASONS.keySet());
  }

  private static boolean canDecrypt(InputStream jar) throws IOException {
    try (var classes = new ZipInputStream(new ByteArrayInputStream(jar.readAllBytes()))) {
      for (var entry = classes.getNextEntry(); entry != null; entry = classes.getNextEntry()) {
        if (entry.getName().endsWith(".class")) {
          var constants = new String(classes.readAllBytes(), StandardCharsets.ISO_8859_1);
          if (constants.contains("javax/crypto/Cipher") || constants.contains("javax/crypto/KeyAgreement")
              || entry.getName().contains("/hpke/") || entry.getName().contains("/mls/")) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static String library(String path) {
    return path.substring(path.lastIndexOf('/') + 1).replaceFirst("-\\d.*", "");
  }
}
