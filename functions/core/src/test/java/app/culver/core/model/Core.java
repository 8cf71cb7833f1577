package app.culver.core.model;

import app.culver.core.Bytes;
import app.culver.core.account.DeviceChanges;
import app.culver.core.account.DeviceRemoval;
import app.culver.core.account.Directory;
import app.culver.core.account.MacKey;
import app.culver.core.account.PhoneNumber;
import app.culver.core.block.Blocking;
import app.culver.core.concurrent.Backoff;
import app.culver.core.conversation.Blocks;
import app.culver.core.conversation.ChangeRequest;
import app.culver.core.conversation.ChangingMembers;
import app.culver.core.conversation.Conversation;
import app.culver.core.conversation.CreatingDirect;
import app.culver.core.conversation.CreatingGroup;
import app.culver.core.conversation.Creation;
import app.culver.core.conversation.Head;
import app.culver.core.conversation.ListingConversations;
import app.culver.core.conversation.Memberships;
import app.culver.core.conversation.Memberships.Start;
import app.culver.core.conversation.NewConversation;
import app.culver.core.conversation.NewGroup;
import app.culver.core.conversation.Newcomers;
import app.culver.core.delivery.Delivery;
import app.culver.core.delivery.Event;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.OwnDevice;
import app.culver.core.identifier.AccountId;
import app.culver.core.identifier.ConversationId;
import app.culver.core.identifier.DeviceId;
import app.culver.core.identifier.Identifier;
import app.culver.core.identifier.Ids;
import app.culver.core.log.Entry;
import app.culver.core.log.Mark;
import app.culver.core.memory.DeviceKeys;
import app.culver.core.memory.MemoryConnections;
import app.culver.core.receipt.ReceiptListing;
import app.culver.core.receipt.ReceiptRequest;
import app.culver.core.receipt.Receiving;
import app.culver.core.receipt.Watermarks;
import app.culver.core.send.SendRequest;
import app.culver.core.send.Sending;
import app.culver.core.send.Sent;
import app.culver.core.session.AccessToken;
import app.culver.core.session.IdToken;
import app.culver.core.session.ProvenNumber;
import app.culver.core.session.SessionTerms;
import app.culver.core.session.SignIn;
import app.culver.core.signature.Fields;
import app.culver.core.sync.SyncRequest;
import app.culver.core.sync.SyncRequest.Cursor;
import app.culver.core.sync.Synced;
import app.culver.core.sync.Syncing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The system: the use cases of core on the adapters of some store. */
final class Core implements Messenger {
  static final Duration RETENTION = Duration.ofDays(7);

  private static final String AUDIENCE = "urn:culver:model";
  private static final int SMALL_PAGE = 2;

  /** So long that a page holds three. */
  private static final int ENTRY_BYTES = 30_000;

  private final Stores stores;
  private final Set<ConversationId> known = new TreeSet<>(Identifier.TEXT_ORDER);
  private final InstantSource clock;
  private final SignIn signIn;
  private final DeviceRemoval removal;
  private final Directory directory;
  private final CreatingDirect creating;
  private final CreatingGroup creatingGroup;
  private final ChangingMembers changing;
  private final Sending sending;
  private final Receiving receiving;
  private final ReceiptListing receiptListing;
  private final Syncing syncing;
  private final ListingConversations listing;
  private final Blocking blocking;

  /** @param random another one for each system that shares a store, so that they share nothing else */
  Core(Stores stores, InstantSource clock, RandomGenerator random) {
    this.stores = stores;
    this.clock = clock;
    Backoff backoff = _ -> {};
    var devices = stores.accounts().devices();
    Predicate<AccountId> accounts = account -> stores.accounts().accounts().find(account).isPresent();
    var connections = new MemoryConnections();
    var changes = new DeviceChanges(new Delivery(connections, stores.accounts().presences(), Delivery.Limits.USUAL),
        _ -> new byte[0]);
    long salt = random.nextLong();
    signIn = new SignIn(Core::proven, mac(salt),
        new SignIn.Stores(stores.accounts().accounts(), devices, stores.accounts().registrations()),
        (_, _, expires) -> new AccessToken("any", expires), connections, changes,
        new SignIn.Rules(new SessionTerms(AUDIENCE), clock, new Ids(random), backoff));
    removal = new DeviceRemoval(stores.accounts().rows(), stores.accounts().tokens(), connections, changes);
    directory = new Directory(devices, stores.accounts().accounts());
    var newcomers = new Newcomers(accounts, stores.blocks());
    creating = new CreatingDirect(devices, accounts, stores.conversations(), stores.memberships(), stores.log(), clock,
        RETENTION, backoff);
    creatingGroup = new CreatingGroup(devices, newcomers, stores.conversations(), stores.memberships(), stores.log(),
        clock, RETENTION, backoff);
    changing = new ChangingMembers(devices, newcomers, stores.conversations(), stores.memberships(), stores.log(),
        clock,
        RETENTION, backoff);
    sending = new Sending(devices, stores.conversations(), stores.log(), clock, RETENTION, backoff);
    receiving = new Receiving(devices, stores.conversations(), stores.log(), stores.receipts(), clock, backoff);
    receiptListing = new ReceiptListing(devices, stores.receipts());
    syncing = new Syncing(devices, stores.receipts(), stores.memberships(), stores.log(), clock, _ -> ENTRY_BYTES);
    listing = new ListingConversations(devices, stores.conversations(), stores.memberships());
    blocking = new Blocking(devices, accounts, stores.blocks(), stores.receipts(), clock);
  }

  /** A token says whose number was proven, and when. */
  private static Optional<ProvenNumber> proven(IdToken token) {
    String[] parts = token.value().split("\\.");
    return Optional.of(new ProvenNumber(new PhoneNumber("+1202555010" + parts[0]),
        Instant.ofEpochSecond(Long.parseLong(parts[1]))));
  }

  private static MacKey mac(long salt) {
    return message -> Fields.of("model").add(salt).add(Bytes.of(message)).sha256();
  }

  @Override
  public SignedIn signIn(int person, int keys, Instant provenAt) {
    DeviceKeys own = People.keys(person, keys);
    var token = new IdToken(person + "." + provenAt.getEpochSecond());
    SignIn.Result result = signIn.signIn(new SignIn.Request(token, own.signingKey(), own.sealingKey(),
        own.sign(SignIn.proof(AUDIENCE, token, own.signingKey(), own.sealingKey()))));
    return new SignedIn(result.caller(), result.newAccount(), result.newDevice());
  }

  @Override
  public void remove(Caller caller, DeviceId device) {
    List<Device> own = stores.accounts().devices().of(caller.account());
    OwnDevice.in(own, caller);
    removal.remove(caller.account(), device, own);
  }

  @Override
  public Begun open(Caller caller, NewConversation request) {
    return begun(creating.direct(caller, request));
  }

  @Override
  public Begun create(Caller caller, NewGroup request) {
    return begun(creatingGroup.group(caller, request));
  }

  private Begun begun(Creation outcome) {
    known.add(outcome.conversation().id());
    return new Begun(plain(outcome.conversation()), outcome.created(), outcome.beginning(), ids(outcome.audience()));
  }

  @Override
  public Changed change(Caller caller, ConversationId group, ChangeRequest request) {
    ChangingMembers.Outcome outcome = changing.change(caller, group, request);
    return new Changed(outcome.entry(), outcome.conversation().map(Core::plain), ids(outcome.audience()));
  }

  @Override
  public Accepted send(Caller caller, SendRequest request) {
    Sent sent = sending.send(caller, request);
    return new Accepted(sent.accepted(), sent.stopped().map(Messenger::plain), sent.audience().stream()
        .collect(Collectors.toMap(share -> share.device().id(),
            share -> share.messages().stream().map(Entry::seq).toList())));
  }

  @Override
  public Optional<News> receive(Caller caller, ReceiptRequest request) {
    return receiving.receive(caller, request).map(news -> {
      var received = (Event.Received) news.event();
      return new News(new Watermarks(received.delivered(), received.read()), ids(news.audience()));
    });
  }

  @Override
  public void block(Caller caller, AccountId blocked) {
    blocking.block(caller, blocked);
  }

  @Override
  public void unblock(Caller caller, AccountId blocked) {
    blocking.unblock(caller, blocked);
  }

  @Override
  public List<CaughtUp> sync(Caller caller, List<Cursor> cursors) {
    Map<ConversationId, List<Entry>> entries = new LinkedHashMap<>();
    Map<ConversationId, Synced> last = new LinkedHashMap<>();
    List<Cursor> rest = cursors;
    while (!rest.isEmpty()) {
      List<Synced> page = syncing.sync(caller, new SyncRequest(rest));
      if (page.stream().anyMatch(Synced::more) && page.stream().allMatch(synced -> synced.entries().isEmpty())) {
        throw new AssertionError("There is more, but nothing on the page");
      }
      List<Cursor> next = new ArrayList<>();
      for (int i = 0; i < page.size(); i++) {
        Synced synced = page.get(i);
        entries.computeIfAbsent(synced.conversation(), _ -> new ArrayList<>()).addAll(synced.entries());
        last.put(synced.conversation(), synced);
        if (synced.more()) {
          next.add(synced.entries().isEmpty()
              ? rest.get(i)
              : new Cursor(synced.conversation(), synced.entries().getLast().seq()));
        }
      }
      rest = next;
    }
    return last.values().stream().map(synced -> new CaughtUp(synced.conversation(),
        entries.get(synced.conversation()), synced.tail(), synced.receipts())).toList();
  }

  @Override
  public List<Conversation> conversations(Caller caller) {
    List<Conversation> all = new ArrayList<>();
    Optional<Start> start = Optional.of(new Start.First());
    while (start.isPresent()) {
      Memberships.Page page = listing.some(caller, start.get(), SMALL_PAGE);
      page.conversations().forEach(conversation -> all.add(plain(conversation)));
      start = page.last().map(Start.After::new);
    }
    return all;
  }

  @Override
  public Conversation conversation(Caller caller, ConversationId id) {
    return plain(listing.one(caller, id));
  }

  @Override
  public Map<AccountId, Watermarks> receipts(Caller caller, ConversationId id) {
    return receiptListing.of(caller, id);
  }

  @Override
  public List<Blocked> blocks(Caller caller) {
    List<Blocked> all = new ArrayList<>();
    Optional<Start> start = Optional.of(new Start.First());
    while (start.isPresent()) {
      Blocks.Page page = blocking.some(caller, start.get(), SMALL_PAGE);
      page.blocks().forEach(block -> all.add(new Blocked(block.blocked(), block.since())));
      start = page.last().map(Start.After::new);
    }
    return all;
  }

  @Override
  public Map<AccountId, List<DeviceId>> directory(List<AccountId> accounts) {
    return directory.of(accounts).stream().collect(Collectors.toMap(Directory.Listing::account,
        listed -> listed.devices().stream().map(Device::id).toList()));
  }

  @Override
  public void raiseHeads() {
    known.forEach(id -> stores.log().newest(id).map(Mark::seq)
        .ifPresent(seq -> stores.heads().raise(id, new Head(seq, clock.instant()))));
  }

  @Override
  public void delete(int every) {
    known.forEach(id -> stores.log().read(id, 1, 1_000).entries().stream()
        .filter(stored -> !stored.expires().isAfter(clock.instant())).map(stored -> stored.entry().seq())
        .filter(seq -> seq % every == 0).forEach(seq -> stores.vanish().accept(id, seq)));
  }

  /** As others may see it: without the blocks, and without whom others hold back for. */
  private static Conversation plain(Conversation there) {
    return new Conversation(there.id(), there.kind(), there.members(), there.change(), there.createdAt(),
        there.createdBy(), there.head());
  }

  private static Set<DeviceId> ids(List<Device> devices) {
    Set<DeviceId> ids = devices.stream().map(Device::id).collect(Collectors.toSet());
    if (ids.size() < devices.size()) {
      throw new AssertionError("Told twice");
    }
    return ids;
  }
}
