package app.culver.acceptance.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Looks for known secrets in bytes: as they are, in base64 of both alphabets at any offset, in base64 of that, in hex. */
final class Search {
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{16,}");
  private static final int DEPTH = 3;

  private final List<Secret> secrets = new ArrayList<>();

  private record Secret(String name, String bytes) {}

  /** Looks for text, too. */
  Search add(String name, String secret) {
    return add(name, secret.getBytes(UTF_8));
  }

  /** Looks for bytes, too. Eight at least, or they would be found by chance. */
  Search add(String name, byte[] secret) {
    if (secret.length < 8) {
      throw new IllegalArgumentException(name + " is too short to be told from chance");
    }
    secrets.add(new Secret(name, new String(secret, ISO_8859_1)));
    return this;
  }

  /** The names of those that are in text. */
  Set<String> in(String text) {
    return in(text.getBytes(UTF_8));
  }

  /** The names of those that are in bytes. */
  Set<String> in(byte[] bytes) {
    var found = new TreeSet<String>();
    look(new String(bytes, ISO_8859_1), DEPTH, found);
    return found;
  }

  private void look(String haystack, int depth, Set<String> found) {
    for (var secret : secrets) {
      var hex = HexFormat.of().formatHex(secret.bytes().getBytes(ISO_8859_1));
      if (haystack.contains(secret.bytes()) || haystack.contains(hex)
          || haystack.contains(hex.toUpperCase(Locale.ROOT))) {
        found.add(secret.name());
      }
    }
    if (depth > 0) {
      BASE64.matcher(haystack).results().forEach(run -> {
        var text = run.group().replace('-', '+').replace('_', '/');
        for (var offset = 0; offset < 4; offset++) {
          var whole = text.substring(offset, offset + (text.length() - offset) / 4 * 4);
          var rest = text.substring(offset + whole.length());
          var decoded = Base64.getDecoder().decode(rest.length() < 2 ? whole : whole + rest);
          look(new String(decoded, ISO_8859_1), depth - 1, found);
        }
      });
    }
  }
}
