package app.culver.core.block;

import app.culver.core.concurrent.Pending;
import app.culver.core.conversation.Block;
import app.culver.core.conversation.Blocks;
import app.culver.core.conversation.DirectConversation;
import app.culver.core.conversation.Memberships.Start;
import app.culver.core.device.Caller;
import app.culver.core.device.Device;
import app.culver.core.device.Devices;
import app.culver.core.device.OwnDevice;
import app.culver.core.identifier.AccountId;
import app.culver.core.receipt.Receipt;
import app.culver.core.receipt.Receipts;
import app.culver.core.receipt.Watermarks;
import app.culver.core.refusal.Refusal.InvalidRequest;
import app.culver.core.refusal.Refusal.NotFound;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

/** Setting and lifting blocks, and telling one's own. */
public final class Blocking {
  private final Devices devices;
  private final Predicate<AccountId> accounts;
  private final Blocks blocks;
  private final Receipts receipts;
  private final InstantSource clock;

  /** @param accounts whether an account exists */
  public Blocking(Devices devices, Predicate<AccountId> accounts, Blocks blocks, Receipts receipts,
      InstantSource clock) {
    this.devices = devices;
    this.accounts = accounts;
    this.blocks = blocks;
    this.receipts = receipts;
    this.clock = clock;
  }

  /**
   * Blocks the account from now on; nothing happens if it is blocked already.
   *
   * @throws app.culver.core.refusal.RefusedException if there is no such account, or it is the caller's
   */
  public void block(Caller caller, AccountId blocked) {
    Pending<List<Device>> own = Pending.start(() -> devices.of(caller.account()));
    Pending<Boolean> exists = Pending.start(() -> accounts.test(blocked));
    Pending<List<Receipt>> told = Pending.start(
        () -> receipts.of(new DirectConversation(caller.account(), blocked).id(), caller.account()));
    OwnDevice.in(own.get(), caller);
    if (blocked.equals(caller.account())) {
      throw InvalidRequest.at("/account", "must be another's").exception();
    }
    if (!exists.get()) {
      throw new NotFound().exception();
    }
    Watermarks level = Receipt.byAccount(told.get()).getOrDefault(caller.account(), Watermarks.NONE);
    blocks.set(new Block(caller.account(), blocked, clock.instant(), level.delivered(), level.read()));
  }

  /** @throws app.culver.core.refusal.RefusedException if the caller does not block the account */
  public void unblock(Caller caller, AccountId blocked) {
    OwnDevice.in(devices.of(caller.account()), caller);
    if (!blocks.lift(caller.account(), blocked)) {
      throw new NotFound().exception();
    }
  }

  /** Some of the caller's blocks, as {@link Blocks#blocksOf} says. */
  public Blocks.Page some(Caller caller, Start start, int limit) {
    Pending<List<Device>> own = Pending.start(() -> devices.of(caller.account()));
    Pending<Blocks.Page> page = Pending.start(() -> blocks.blocksOf(caller.account(), start, limit));
    OwnDevice.in(own.get(), caller);
    return page.get();
  }
}
