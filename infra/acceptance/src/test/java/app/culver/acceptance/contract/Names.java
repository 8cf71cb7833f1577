package app.culver.acceptance.contract;

import app.culver.acceptance.support.Changes;
import app.culver.acceptance.support.FirebasePhone;
import app.culver.acceptance.support.KeyMaterial;
import app.culver.client.Settings;
import app.culver.client.crypto.DeviceKeys;
import app.culver.client.crypto.DirectConversation;
import app.culver.client.crypto.Proofs;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** What the examples' values stand for on a real server (contract/examples/README.md, "Replaying"). */
final class Names {
  private final Settings settings;
  private final Map<String, JsonNode> definitions = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> real = new HashMap<>();
  private final Map<String, String> phoneNumbers = new HashMap<>();
  private final Map<String, DeviceKeys> keys = new HashMap<>();

  Names(Settings settings, JsonNode replay, JsonNode people) {
    this.settings = settings;
    replay.path("names").properties().forEach(entry -> {
      names.put(entry.getKey(), entry.getValue().path("name").asText());
      definitions.put(entry.getValue().path("name").asText(), entry.getValue());
      if (entry.getValue().path("is").asText().equals("literal")) {
        real.put(entry.getValue().path("name").asText(), entry.getKey());
      }
    });
    people.path("people").forEach(person -> {
      phoneNumbers.put(person.path("name").asText(), person.path("phoneNumber").asText());
      person.path("devices").forEach(device -> keys.put(device.path("name").asText(), KeyMaterial
          .of(number(device, "signingKey"), number(device, "sealingKey"))));
    });
  }

  /** Takes note of what an answer gave to a name; one that is known already has to be given again. */
  void learn(String name, String value) {
    var before = real.putIfAbsent(name, value);
    if (before != null && !before.equals(value)) {
      throw new AssertionError(name + " has changed");
    }
  }

  /** The value with everything that is a name replaced, and recipients and members back in order. */
  JsonNode replace(JsonNode node) {
    return switch (node) {
      case TextNode text -> TextNode.valueOf(replace(text.textValue()));
      case ObjectNode object -> {
        var copy = object.objectNode();
        object.properties().forEach(member -> copy.set(member.getKey(), replace(member.getValue())));
        if (copy.get("recipients") instanceof ArrayNode recipients) {
          recipients.forEach(recipient -> sort((ArrayNode) recipient.get("devices"), "device"));
          sort(recipients, "account");
        }
        yield Changes.inOrder(copy);
      }
      case ArrayNode array -> {
        var copy = array.arrayNode();
        array.forEach(item -> copy.add(replace(item)));
        yield copy;
      }
      default -> node;
    };
  }

  /** The path with every part that is a name replaced. */
  String replacePath(String path) {
    var replaced = new StringBuilder();
    for (var part : path.split("(?<=[/?=&])|(?=[/?=&])")) {
      replaced.append(replace(part));
    }
    return replaced.toString();
  }

  private String replace(String value) {
    return names.containsKey(value) ? real(names.get(value)) : value;
  }

  /** What a name stands for; what has to be learned must have been. */
  String real(String name) {
    var known = real.get(name);
    if (known == null) {
      known = make(definitions.get(name));
      real.put(name, known);
    }
    return known;
  }

  private String make(JsonNode definition) {
    var of = definition.path("of").asText();
    return switch (definition.path("is").asText()) {
      case "conversation" -> conversation(definition).value();
      case "idToken" -> FirebasePhone.idToken(settings, phoneNumbers.get(of));
      case "proof" -> base64(Proofs.signIn(keys.get(of), settings.issuer(), real(person(of) + ".idToken")));
      case "refreshSignature" -> base64(
          Proofs.refresh(keys.get(of), settings.issuer(), real(definition.path("refreshToken").asText())));
      case "group" -> Changes.group(new AccountId(real(of)), definition.path("nonce").asText()).value();
      case "changeSignature" -> Changes.sign(keys.get(of),
          new ConversationId(real(definition.path("conversation").asText())), definition.path("after").asLong(),
          replace(definition.path("change")));
      case String kind -> throw new AssertionError(
          definition.path("name").asText() + ", a " + kind + ", was used before it was learned");
    };
  }

  private ConversationId conversation(JsonNode definition) {
    var accounts = definition.path("of").valueStream().map(name -> new AccountId(real(name.asText()))).toList();
    return DirectConversation.id(accounts.getFirst(), accounts.getLast());
  }

  private static void sort(ArrayNode items, String by) {
    var sorted = new ArrayList<JsonNode>();
    items.forEach(sorted::add);
    sorted.sort(Comparator.comparing(item -> item.path(by).asText()));
    items.removeAll().addAll(sorted);
  }

  private static String person(String device) {
    return device.substring(0, device.indexOf('.'));
  }

  private static byte[] number(JsonNode device, String key) {
    return Base64.getDecoder().decode(device.path(key).path("private").asText());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
