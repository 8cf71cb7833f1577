package app.culver.acceptance.support;

import app.culver.client.Settings;
import app.culver.client.crypto.DeviceKeys;
import app.culver.client.crypto.DirectConversation;
import app.culver.client.crypto.Envelope;
import app.culver.client.crypto.HpkeSuite;
import app.culver.client.crypto.Origin;
import app.culver.client.crypto.P256PublicKey;
import app.culver.client.crypto.Proofs;
import app.culver.client.crypto.RecipientDevice;
import app.culver.client.identifier.AccountId;
import app.culver.client.identifier.ConversationId;
import app.culver.client.identifier.DeviceId;
import app.culver.client.identifier.MessageId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A signed-in device that speaks the wire itself. */
public final class RawDevice {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Settings settings;
  private final DeviceKeys keys;
  private final AccountId account;
  private final DeviceId device;
  private String accessToken;
  private String refreshToken;

  private RawDevice(Settings settings, DeviceKeys keys, JsonNode session) {
    this.settings = settings;
    this.keys = keys;
    account = new AccountId(session.path("account").asText());
    device = new DeviceId(session.path("device").asText());
    take(session);
  }

  /** Signs a new device of this phone number's account in. */
  public static RawDevice signIn(Settings settings, String phoneNumber) {
    var keys = DeviceKeys.generate(RANDOM);
    var idToken = FirebasePhone.idToken(settings, phoneNumber);
    return new RawDevice(settings, keys,
        post(settings, "/v1/sessions", exchange(settings, keys, idToken)).expect(201));
  }

  /** The body of an exchange. */
  public static ObjectNode exchange(Settings settings, DeviceKeys keys, String idToken) {
    var request = object().put("provider", "firebase").put("idToken", idToken)
        .put("proof", base64(Proofs.signIn(keys, settings.issuer(), idToken)));
    request.putObject("device").put("signingKey", keys.signingKey().base64()).put("sealingKey",
        keys.sealingKey().base64());
    return request;
  }

  /** Posts without a token. */
  public static Answer post(Settings settings, String path, JsonNode body) {
    return Wire.http(settings, "POST", path, body.toString());
  }

  /** Asks with this device's token; a null body is none. */
  public Answer http(String method, String path, String body) {
    return http(method, path, body, "Bearer " + accessToken);
  }

  /** Asks with any authorization; a null body is none. */
  public Answer http(String method, String path, String body, String authorization) {
    return Wire.http(settings, method, path, body, "authorization", authorization);
  }

  public Answer get(String path) {
    return http("GET", path, null);
  }

  public Answer post(String path, JsonNode body) {
    return http("POST", path, body.toString());
  }

  /** Puts nothing but the address itself. */
  public Answer put(String path) {
    return http("PUT", path, null);
  }

  public Answer delete(String path) {
    return http("DELETE", path, null);
  }

  /** Opens a socket without saying hello. */
  public RawSocket connect() {
    return Wire.connect(settings.socket(), List.of(), "authorization", "Bearer " + accessToken);
  }

  /** Opens a socket and says hello. */
  public RawSocket online() {
    var socket = connect();
    socket.ask(object().put("action", "hello"));
    return socket;
  }

  /** Creates the direct conversation with the other's account, or finds it. */
  public ConversationId converse(AccountId other) {
    var id = DirectConversation.id(account, other);
    var members = account.equals(other) ? List.of(account) : List.of(account, other);
    var answer = post("/v1/conversations", object().put("kind", "direct").put("member", other.value())
        .put("signature", base64(DirectConversation.signCreation(keys, id, members))));
    return new ConversationId(answer.body().path("conversation").asText());
  }

  /** The request to create a group of this device's account and these members. */
  public ObjectNode groupRequest(String nonce, Member... members) {
    var change = object().put("type", "created").put("kind", "group");
    change.putArray("members").addAll(list(new Member(account, "owner"))).addAll(list(members));
    Changes.inOrder(change);
    var request = object().put("nonce", nonce);
    request.set("members", change.path("members"));
    return request.put("signature", Changes.sign(keys, Changes.group(account, nonce), 0, change));
  }

  /** Creates a group of this device's account, which owns it, and these members. */
  public ConversationId createGroup(Member... members) {
    return new ConversationId(post("/v1/groups", groupRequest(newMessage().value(), members)).expect(201)
        .path("conversation").asText());
  }

  /** The request for a change of members, signed over the change before it. */
  public ObjectNode changeRequest(ConversationId conversation, long after, ObjectNode change) {
    var request = object().put("after", after);
    request.set("change", Changes.inOrder(change));
    return request.put("signature", Changes.sign(keys, conversation, after, change));
  }

  /** Asks for a change of members. */
  public Answer change(ConversationId conversation, long after, ObjectNode change) {
    return post("/v1/conversations/" + conversation + "/changes", changeRequest(conversation, after, change));
  }

  /** A change that adds these. */
  public static ObjectNode added(Member... members) {
    var change = object().put("type", "added");
    change.set("members", list(members));
    return change;
  }

  private static ArrayNode list(Member... members) {
    var list = JsonNodeFactory.instance.arrayNode();
    for (var member : members) {
      list.addObject().put("account", member.account().value()).put("role", member.role());
    }
    return list;
  }

  /** A change that removes this account. */
  public static ObjectNode removed(AccountId account) {
    var change = object().put("type", "removed");
    change.putArray("accounts").add(account.value());
    return change;
  }

  /** A change of this account's role. */
  public static ObjectNode role(AccountId account, String role) {
    return object().put("type", "role").put("account", account.value()).put("role", role);
  }

  /** The change of a member that leaves. */
  public static ObjectNode left() {
    return object().put("type", "left");
  }

  /** A text for every device of these accounts but this one, as the request to send it. */
  public ObjectNode message(ConversationId conversation, long since, MessageId id, String text,
      AccountId... accounts) {
    var request = object().put("conversation", conversation.value()).put("since", since);
    request.putArray("envelopes").add(envelope(conversation, id, text, accounts));
    return request;
  }

  /** Texts for every device of these accounts but this one, as the request to send them all. */
  public ObjectNode messages(ConversationId conversation, long since, List<String> texts, AccountId... accounts) {
    var request = object().put("conversation", conversation.value()).put("since", since);
    var envelopes = request.putArray("envelopes");
    var recipients = recipients(accounts);
    texts.forEach(text -> envelopes.add(sealed(conversation, newMessage(),
        object().put("kind", "text").put("text", text), recipients)));
    return request;
  }

  /** A text for every device of these accounts but this one, sealed. */
  public ObjectNode envelope(ConversationId conversation, MessageId id, String text, AccountId... accounts) {
    return sealed(conversation, id, object().put("kind", "text").put("text", text), accounts);
  }

  /** Any content for every device of these accounts but this one, sealed. */
  public ObjectNode sealed(ConversationId conversation, MessageId id, JsonNode content, AccountId... accounts) {
    return sealed(conversation, id, content, recipients(accounts));
  }

  private ObjectNode sealed(ConversationId conversation, MessageId id, JsonNode content,
      List<RecipientDevice> recipients) {
    return json(new HpkeSuite(RANDOM).seal(new Origin(conversation, account, device), id,
        content.toString().getBytes(StandardCharsets.UTF_8), recipients, keys));
  }

  private List<RecipientDevice> recipients(AccountId... accounts) {
    if (accounts.length == 0) {
      return List.of();
    }
    var request = object();
    var asked = request.putArray("accounts");
    List.of(accounts).forEach(each -> asked.add(each.value()));
    var found = new ArrayList<RecipientDevice>();
    for (var owner : post("/v1/directory", request).expect(200).path("accounts")) {
      for (var each : owner.path("devices")) {
        if (!each.path("device").asText().equals(device.value())) {
          found.add(new RecipientDevice(new AccountId(owner.path("account").asText()),
              new DeviceId(each.path("device").asText()), P256PublicKey.parse(each.path("sealingKey").asText())));
        }
      }
    }
    return found;
  }

  private static ObjectNode json(Envelope envelope) {
    var json = object().put("id", envelope.id().value()).put("suite", envelope.suite())
        .put("nonce", base64(envelope.nonce())).put("ciphertext", base64(envelope.ciphertext()));
    var recipients = json.putArray("recipients");
    for (var recipient : envelope.recipients()) {
      var devices = recipients.addObject().put("account", recipient.account().value()).putArray("devices");
      recipient.devices().forEach(
          sealed -> devices.addObject().put("device", sealed.device().value()).put("sealed", base64(sealed.sealed())));
    }
    return json.put("signature", base64(envelope.signature()));
  }

  /** Has itself woken by a fresh token from now on. */
  public String wakeable() {
    var token = newMessage().value();
    setPushToken(token);
    return token;
  }

  /** Has itself woken by this token from now on. */
  public void setPushToken(String token) {
    http("PUT", "/v1/devices/current/push-token", object().put("provider", "fcm").put("token", token).toString())
        .expect(204);
  }

  /** A fresh message id. */
  public static MessageId newMessage() {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return MessageId.of(bytes);
  }

  /** Signs out, which leaves the account without this device. */
  public void signOut() {
    delete("/v1/sessions/current").expect(204);
  }

  /** Renews the tokens. */
  public void refresh() {
    take(post(settings, "/v1/sessions/refresh", refreshRequest()).expect(200));
  }

  /** Uses the tokens of this answer from now on. */
  public void take(JsonNode tokens) {
    accessToken = tokens.path("accessToken").asText();
    refreshToken = tokens.path("refreshToken").asText();
  }

  /** The body of a refresh by the current refresh token. */
  public ObjectNode refreshRequest() {
    return object().put("refreshToken", refreshToken).put("signature",
        base64(Proofs.refresh(keys, settings.issuer(), refreshToken)));
  }

  public AccountId account() {
    return account;
  }

  public DeviceId device() {
    return device;
  }

  public DeviceKeys keys() {
    return keys;
  }

  public String accessToken() {
    return accessToken;
  }

  public String refreshToken() {
    return refreshToken;
  }

  /** Where this device is signed in. */
  public Settings settings() {
    return settings;
  }

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Bytes as they stand on the wire. */
  public static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
