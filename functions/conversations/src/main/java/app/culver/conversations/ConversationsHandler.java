package app.culver.conversations;

import app.culver.aws.connections.Undelivered;
import app.culver.aws.gateway.Gateway;
import app.culver.aws.gateway.HttpAnswer;
import app.culver.aws.gateway.HttpRequest;
import app.culver.aws.gateway.HttpRoutes;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Environment;
import app.culver.aws.runtime.Priming;
import app.culver.aws.wire.EventForms;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.Creating;
import app.culver.core.conversation.Listing;
import app.culver.core.conversation.Memberships.Start;
import app.culver.core.conversation.NewConversation;
import app.culver.core.conversation.PageToken;
import app.culver.core.delivery.Delivery;
import app.culver.core.delivery.Event;
import app.culver.core.delivery.EventEncoder;
import app.culver.core.delivery.Post;
import app.culver.core.device.Caller;
import app.culver.core.identifier.ConversationId;
import app.culver.core.membership.Member;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Conversations by HTTP. */
public final class ConversationsHandler implements RequestStreamHandler {
  private static final int USUAL_LIMIT = 50;

  private final Ports ports;
  private final Creating creating;
  private final Listing listing;
  private final Delivery delivery;
  private final EventEncoder events = new EventForms();
  private final Gateway gateway = Gateway.of(new HttpRoutes().on("POST /v1/conversations", this::create)
      .on("GET /v1/conversations", this::list).on("GET /v1/conversations/{conversation}", this::get)
      .on("GET /v1/conversations/{conversation}/members", this::members));
  private final Priming priming;

  public ConversationsHandler() {
    this(Environment.ofProcess());
  }

  private ConversationsHandler(Environment environment) {
    this(Ports.of(environment, new AwsClients(environment)));
  }

  ConversationsHandler(Ports ports) {
    this.ports = ports;
    this.creating = ports.creating();
    this.listing = ports.listing();
    this.delivery = ports.basis().delivery();
    this.priming = Priming.register(ports::prime);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    gateway.handle(in, out, context);
  }

  /** Whoever is connected learns of a new conversation by the first entry of its log. */
  private HttpAnswer create(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    var outcome = creating.direct(caller, request.body(NewConversation.class));
    outcome.beginning().map(entry -> events.encode(new Event.Appended(outcome.conversation().id(), entry)))
        .map(event -> delivery.deliver(Post.to(outcome.audience(), List.of(event))))
        .ifPresent(posted -> Undelivered.note(request.invocation().log(), posted));
    return HttpAnswer.json(outcome.created() ? 201 : 200, ConversationForm.of(outcome.conversation()));
  }

  private HttpAnswer list(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    int limit = request.query("limit", ConversationsHandler::limit).orElse(USUAL_LIMIT);
    Start start = request.<Start>query("after", token -> new Start.After(PageToken.read(caller.account(), token)))
        .orElse(new Start.First());
    return HttpAnswer.ok(PageForm.of(caller.account(), listing.some(caller, start, limit)));
  }

  private HttpAnswer get(HttpRequest request) {
    return HttpAnswer.ok(ConversationForm.of(conversation(request)));
  }

  private record Members(List<Member> members, long change) {}

  private HttpAnswer members(HttpRequest request) {
    Conversation conversation = conversation(request);
    return HttpAnswer.ok(new Members(conversation.members(), conversation.change()));
  }

  private Conversation conversation(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    return listing.one(caller, request.path("conversation", ConversationId::new));
  }

  private static int limit(String text) {
    if (!text.matches("[1-9][0-9]?|100")) {
      throw new IllegalArgumentException("must be an integer from 1 to 100");
    }
    return Integer.parseInt(text);
  }
}
