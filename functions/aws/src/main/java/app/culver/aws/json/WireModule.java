package app.culver.aws.json;

import app.culver.core.Bytes;
import app.culver.core.account.Handle;
import app.culver.core.account.PhoneNumber;
import app.culver.core.device.PushToken;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.GroupNonce;
import app.culver.core.identifier.Identifier;
import app.culver.core.identifier.MediaId;
import app.culver.core.identifier.MessageId;
import app.culver.core.identifier.SessionId;
import app.culver.core.log.Ciphertext;
import app.culver.core.log.Envelope;
import app.culver.core.log.Nonce;
import app.culver.core.log.SealedKey;
import app.culver.core.membership.MembershipChange.Added;
import app.culver.core.membership.MembershipChange.Left;
import app.culver.core.membership.MembershipChange.OfGroup;
import app.culver.core.membership.MembershipChange.Removed;
import app.culver.core.membership.MembershipChange.RoleChanged;
import app.culver.core.session.AccessToken;
import app.culver.core.session.IdToken;
import app.culver.core.session.PresentedToken;
import app.culver.core.session.RefreshToken;
import app.culver.core.signature.SealingKey;
import app.culver.core.signature.Signature;
import app.culver.core.signature.SigningKey;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How the domain's values are written on the wire: identifiers as their text, bytes as canonical base64 with padding, times
 * as milliseconds since the epoch, constants of enumerations in lower case.
 */
final class WireModule extends SimpleModule {

  WireModule() {
    super("culver");
    text(String.class, Function.identity());
    text(AccountId.class, AccountId::new);
    text(DeviceId.class, DeviceId::new);
    text(ConversationId.class, ConversationId::new);
    text(MessageId.class, MessageId::new);
    text(MediaId.class, MediaId::new);
    text(SessionId.class, SessionId::new);
    text(GroupNonce.class, GroupNonce::new);
    text(Handle.class, Handle::new);
    text(PhoneNumber.class, PhoneNumber::new);
    text(IdToken.class, IdToken::new);
    text(PresentedToken.class, PresentedToken::new);
    text(PushToken.class, PushToken::new);
    written(Handle.class, (value, out) -> out.writeString(value.value()));
    written(AccessToken.class, (value, out) -> out.writeString(value.text()));
    written(RefreshToken.class, (value, out) -> out.writeString(value.reveal()));
    written(Identifier.class, (value, out) -> out.writeString(value.value()));
    written(Instant.class, (value, out) -> out.writeNumber(value.toEpochMilli()));
    binary(Bytes.class, Function.identity(), Function.identity());
    binary(SigningKey.class, SigningKey::new, SigningKey::bytes);
    binary(SealingKey.class, SealingKey::new, SealingKey::bytes);
    binary(Signature.class, Signature::new, Signature::bytes);
    binary(Nonce.class, Nonce::new, Nonce::bytes);
    binary(Ciphertext.class, Ciphertext::new, Ciphertext::bytes);
    binary(SealedKey.class, SealedKey::new, SealedKey::bytes);
    addDeserializer(Envelope.class,
        new ByMember<>(Envelope.class, "suite", Map.of("hpke", Envelope.Hpke.class, "mls", Envelope.Mls.class)));
    addDeserializer(OfGroup.class, new ByMember<>(OfGroup.class, "type", Map.of("added", Added.class, "removed",
        Removed.class, "left", Left.class, "role", RoleChanged.class)));
    setDeserializerModifier(new ExactConstants());
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.insertAnnotationIntrospector(new WireIntrospector());
  }

  private <T> void text(Class<T> type, Function<String, T> reading) {
    addDeserializer(type, new FromString<>(type, text -> reading.apply(withoutNul(text))));
  }

  private <T> void binary(Class<T> type, Function<Bytes, T> reading, Function<T, Bytes> writing) {
    addDeserializer(type, new FromString<>(type, text -> reading.apply(fromBase64(text))));
    written(type, (value, out) -> out.writeBinary(writing.apply(value).toArray()));
  }

  private <T> void written(Class<T> type, Writing<T> writing) {
    addSerializer(type, new JsonSerializer<T>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
        writing.write(value, out);
      }
    });
  }

  /** NUL ends a text in some languages and stores: none of Culver's texts has one. */
  private static String withoutNul(String text) {
    if (text.indexOf(0) >= 0) {
      throw new IllegalArgumentException("must be text without NUL");
    }
    return text;
  }

  /** The decoder alone takes missing padding and stray bits, which would let two texts mean the same bytes. */
  private static Bytes fromBase64(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      bytes = null;
    }
    if (bytes == null || !Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("must be standard base64 with padding");
    }
    return Bytes.of(bytes);
  }

  /** Jackson's own deserializer of enumerations trims what it does not know, and then takes it. */
  private static final class ExactConstants extends BeanDeserializerModifier {
    @Override
    public JsonDeserializer<?> modifyEnumDeserializer(DeserializationConfig config, JavaType type,
        BeanDescription description, JsonDeserializer<?> trimming) {
      return constants(type.getRawClass());
    }

    private static <T> JsonDeserializer<T> constants(Class<T> type) {
      return new FromString<>(type, text -> Stream.of(type.getEnumConstants())
          .filter(constant -> Faults.written(constant).equals(text)).findFirst()
          .orElseThrow(() -> new IllegalArgumentException("must be " + Faults.allowed(type))));
    }
  }

  private interface Writing<T> {
    void write(T value, JsonGenerator out) throws IOException;
  }

  private static final class FromString<T> extends StdScalarDeserializer<T> {
    private final transient Function<String, T> reading;

    FromString(Class<T> type, Function<String, T> reading) {
      super(type);
      this.reading = reading;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw new RuleException(parser, "must be a string");
      }
      try {
        return reading.apply(parser.getText());
      } catch (IllegalArgumentException e) {
        throw new RuleException(parser, e.getMessage());
      }
    }
  }
}
