package app.culver.conversations;

import app.culver.aws.dynamo.DynamoBlocks;
import app.culver.aws.dynamo.DynamoConversations;
import app.culver.aws.dynamo.DynamoLog;
import app.culver.aws.dynamo.DynamoMemberships;
import app.culver.aws.dynamo.DynamoReceipts;
import app.culver.aws.dynamo.KnownAccounts;
import app.culver.aws.runtime.AwsClients;
import app.culver.aws.runtime.Clocks;
import app.culver.aws.runtime.Environment;
import app.culver.aws.runtime.Nobody;
import app.culver.aws.wiring.Basis;
import app.culver.core.block.Blocking;
import app.culver.core.conversation.Blocks;
import app.culver.core.conversation.ChangingMembers;
import app.culver.core.conversation.Conversations;
import app.culver.core.conversation.CreatingDirect;
import app.culver.core.conversation.CreatingGroup;
import app.culver.core.conversation.ListingConversations;
import app.culver.core.conversation.Memberships;
import app.culver.core.conversation.Newcomers;
import app.culver.core.identifier.AccountId;
import app.culver.core.log.Log;
import app.culver.core.receipt.ReceiptListing;
import app.culver.core.receipt.Receipts;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What the function stands on.
 *
 * @param accounts whether an account exists
 * @param retention how long entries of logs are kept
 */
record Ports(Basis basis, Predicate<AccountId> accounts, Conversations conversations, Memberships memberships,
    Blocks blocks, Log log,
    Receipts receipts, Duration retention) {

  static Ports of(Environment environment, AwsClients clients) {
    var dynamo = clients.dynamoDb();
    String conversations = environment.required("CONVERSATIONS_TABLE");
    String memberships = environment.required("MEMBERSHIPS_TABLE");
    String log = environment.required("LOG_TABLE");
    return new Ports(Basis.of(environment, clients, Clocks.clock()),
        new KnownAccounts(dynamo, environment.required("ACCOUNTS_TABLE")),
        new DynamoConversations(dynamo, conversations),
        new DynamoMemberships(dynamo, conversations, memberships, log),
        new DynamoBlocks(dynamo, conversations, memberships),
        new DynamoLog(dynamo, log), new DynamoReceipts(dynamo, conversations),
        Duration.ofDays(environment.positive("RETENTION_DAYS", 30)));
  }

  void prime() {
    basis.prime();
    accounts.test(Nobody.ACCOUNT);
    conversations.find(Nobody.CONVERSATION);
    memberships.of(Nobody.ACCOUNT, new Memberships.Start.First(), 1);
    memberships.departure(Nobody.ACCOUNT, Nobody.CONVERSATION);
    log.read(Nobody.CONVERSATION, 1, 1);
    blocks.stands(Nobody.ACCOUNT, Nobody.ACCOUNT);
    receipts.standing(Nobody.CONVERSATION);
  }

  CreatingDirect creating() {
    return new CreatingDirect(basis.devices(), accounts, conversations, memberships, log, basis.clock(), retention,
        basis.backoff());
  }

  CreatingGroup creatingGroup() {
    return new CreatingGroup(basis.devices(), newcomers(), conversations, memberships, log, basis.clock(), retention,
        basis.backoff());
  }

  ChangingMembers changing() {
    return new ChangingMembers(basis.devices(), newcomers(), conversations, memberships, log, basis.clock(), retention,
        basis.backoff());
  }

  private Newcomers newcomers() {
    return new Newcomers(accounts, blocks);
  }

  Blocking blocking() {
    return new Blocking(basis.devices(), accounts, blocks, receipts, basis.clock());
  }

  ReceiptListing receiptListing() {
    return new ReceiptListing(basis.devices(), receipts);
  }

  ListingConversations listing() {
    return new ListingConversations(basis.devices(), conversations, memberships);
  }
}
