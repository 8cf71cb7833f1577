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
import app.culver.core.block.Blocking;
import app.culver.core.conversation.ChangeRequest;
import app.culver.core.conversation.ChangingMembers;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.CreatingDirect;
import app.culver.core.conversation.CreatingGroup;
import app.culver.core.conversation.Creation;
import app.culver.core.conversation.ListingConversations;
import app.culver.core.conversation.Memberships.Start;
import app.culver.core.conversation.NewConversation;
import app.culver.core.conversation.NewGroup;
import app.culver.core.conversation.PageToken;
import app.culver.core.delivery.Delivery;
import app.culver.core.delivery.Event;
import app.culver.core.delivery.EventEncoder;
import app.culver.core.delivery.Post;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.log.Entry;
import app.culver.core.receipt.ReceiptListing;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** Conversations by HTTP. */
public final class ConversationsHandler implements RequestStreamHandler {
  private static final int USUAL_LIMIT = 50;

  private final Ports ports;
  private final CreatingDirect creating;
  private final CreatingGroup creatingGroup;
  private final ChangingMembers changing;
  private final ListingConversations listing;
  private final ReceiptListing receipts;
  private final Blocking blocking;
  private final Delivery delivery;
  private final EventEncoder events = new EventForms();
  private final Gateway gateway = Gateway.of(new HttpRoutes().on("POST /v1/conversations", this::create)
      .on("GET /v1/conversations", this::list).on("GET /v1/conversations/{conversation}", this::get)
      .on("GET /v1/conversations/{conversation}/members", this::members)
      .on("GET /v1/conversations/{conversation}/receipts", this::receipts)
      .on("POST /v1/conversations/{conversation}/changes", this::change).on("POST /v1/groups", this::createGroup)
      .on("PUT /v1/blocks/{account}", this::block).on("DELETE /v1/blocks/{account}", this::unblock)
      .on("GET /v1/blocks", this::blocks));
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
    this.creatingGroup = ports.creatingGroup();
    this.changing = ports.changing();
    this.listing = ports.listing();
    this.receipts = ports.receiptListing();
    this.blocking = ports.blocking();
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
    return created(request, creating.direct(caller, request.body(NewConversation.class)));
  }

  private HttpAnswer createGroup(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    return created(request, creatingGroup.group(caller, request.body(NewGroup.class)));
  }

  private HttpAnswer created(HttpRequest request, Creation outcome) {
    outcome.beginning().ifPresent(entry -> tell(request, outcome.conversation().id(), entry, outcome.audience()));
    return HttpAnswer.json(outcome.created() ? 201 : 200, ConversationForm.of(outcome.conversation()));
  }

  private record Changed(long seq, Optional<ConversationForm> conversation) {}

  private HttpAnswer change(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    ConversationId id = request.path("conversation", ConversationId::new);
    ChangingMembers.Outcome outcome = changing.change(caller, id, request.body(ChangeRequest.class));
    tell(request, id, outcome.entry(), outcome.audience());
    return HttpAnswer.ok(new Changed(outcome.entry().seq(), outcome.conversation().map(ConversationForm::of)));
  }

  private void tell(HttpRequest request, ConversationId id, Entry entry, List<Device> audience) {
    byte[] event = events.encode(new Event.Appended(id, entry));
    Undelivered.note(request.invocation().log(), delivery.deliver(Post.to(audience, List.of(event))));
  }

  private HttpAnswer list(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    return HttpAnswer.ok(request.query("only", ConversationsHandler::only).isPresent()
        ? PageForm.of(caller.account(), listing.ids(caller, start(request, caller), limitOf(request)))
        : PageForm.of(caller.account(), listing.some(caller, start(request, caller), limitOf(request))));
  }

  private static int limitOf(HttpRequest request) {
    return request.query("limit", ConversationsHandler::limit).orElse(USUAL_LIMIT);
  }

  private static Start start(HttpRequest request, Caller caller) {
    return request.<Start>query("after", token -> new Start.After(PageToken.read(caller.account(), token)))
        .orElse(new Start.First());
  }

  private HttpAnswer get(HttpRequest request) {
    return HttpAnswer.ok(ConversationForm.of(conversation(request)));
  }

  private HttpAnswer members(HttpRequest request) {
    return HttpAnswer.ok(MembersForm.of(conversation(request)));
  }

  private HttpAnswer receipts(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    return HttpAnswer.ok(ReceiptsForm.of(receipts.of(caller, request.path("conversation", ConversationId::new))));
  }

  private HttpAnswer block(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    blocking.block(caller, request.path("account", AccountId::new));
    return HttpAnswer.noContent();
  }

  private HttpAnswer unblock(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    blocking.unblock(caller, request.path("account", AccountId::new));
    return HttpAnswer.noContent();
  }

  private HttpAnswer blocks(HttpRequest request) {
    Caller caller = ports.basis().authentication().caller(request);
    return HttpAnswer
        .ok(BlocksForm.of(caller.account(), blocking.some(caller, start(request, caller), limitOf(request))));
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

  private static String only(String text) {
    if (!text.equals("ids")) {
      throw new IllegalArgumentException("must be ids");
    }
    return text;
  }
}
