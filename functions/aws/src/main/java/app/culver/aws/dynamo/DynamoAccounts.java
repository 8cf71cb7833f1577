package app.culver.aws.dynamo;

import app.culver.core.Bytes;
import app.culver.core.account.Account;
import app.culver.core.account.Accounts;
import app.culver.core.account.Handle;
import app.culver.core.account.PhoneMac;
import app.culver.core.identifier.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Accounts and what they are found by. */
public final class DynamoAccounts implements Accounts {
  private final DynamoDbClient dynamo;
  private final String accounts;
  private final String identifiers;

  public DynamoAccounts(DynamoDbClient dynamo, String accountsTable, String identifiersTable) {
    this.dynamo = dynamo;
    this.accounts = accountsTable;
    this.identifiers = identifiersTable;
  }

  @Override
  public Optional<Account> find(AccountId account) {
    Map<String, AttributeValue> item = dynamo
        .getItem(get -> get.tableName(accounts).consistentRead(true).key(AccountsTable.key(account))).item();
    return item.isEmpty()
        ? Optional.empty()
        : Optional.of(new Account(account, Values.optionalText(item, AccountsTable.HANDLE).map(Handle::new),
            Values.optionalBytes(item, AccountsTable.PROFILE), Values.millis(item, AccountsTable.CREATED_AT)));
  }

  @Override
  public Optional<AccountId> byHandle(Handle handle) {
    return by(IdentifiersTable.handle(handle));
  }

  @Override
  public Optional<AccountId> byPhone(PhoneMac phone) {
    return by(IdentifiersTable.phone(phone));
  }

  private Optional<AccountId> by(String identifier) {
    Map<String, AttributeValue> item = dynamo.getItem(
        get -> get.tableName(identifiers).consistentRead(true).key(IdentifiersTable.key(identifier))).item();
    return Values.optionalText(item, IdentifiersTable.ACCOUNT).map(AccountId::new);
  }

  @Override
  public Change writeProfile(AccountId account, Bytes profile) {
    try {
      dynamo.updateItem(update -> update.tableName(accounts).key(AccountsTable.key(account))
          .updateExpression("SET #profile = :profile").conditionExpression("attribute_exists(#account)")
          .expressionAttributeNames(Values.names(AccountsTable.PROFILE, AccountsTable.ACCOUNT))
          .expressionAttributeValues(Map.of(":profile", Values.of(profile))));
      return Change.DONE;
    } catch (ConditionalCheckFailedException | TransactionConflictException _) {
      return Change.RACED;
    }
  }

  @Override
  public Change claim(AccountId account, Optional<Handle> former, Handle handle) {
    List<TransactWriteItem> actions = new ArrayList<>();
    actions.add(IdentifiersTable.claim(identifiers, IdentifiersTable.handle(handle), account));
    actions.add(former.map(old -> replaceHandle(account, old, handle)).orElseGet(() -> setHandle(account, handle)));
    former.ifPresent(
        old -> actions.add(IdentifiersTable.release(identifiers, IdentifiersTable.handle(old), account)));
    return switch (Transactions.write(dynamo, actions.toArray(TransactWriteItem[]::new))) {
      case Transactions.Outcome.Done() -> Change.DONE;
      // Only if the account itself is as expected: else it may have claimed this very handle in another request.
      case Transactions.Outcome.Lost(var failed) when failed.getFirst() && !failed.subList(1, failed.size())
          .contains(true) ->
        Change.TAKEN;
      case Transactions.Outcome.Lost _ -> Change.RACED;
    };
  }

  @Override
  public Change release(AccountId account, Handle handle) {
    var outcome = Transactions.write(dynamo,
        IdentifiersTable.release(identifiers, IdentifiersTable.handle(handle), account),
        removeHandle(account, handle));
    return outcome instanceof Transactions.Outcome.Done ? Change.DONE : Change.RACED;
  }

  private TransactWriteItem setHandle(AccountId account, Handle handle) {
    return update(account, "SET #handle = :handle", "attribute_exists(#account) AND attribute_not_exists(#handle)",
        Values.names(AccountsTable.HANDLE, AccountsTable.ACCOUNT), Map.of(":handle", Values.of(handle.value())));
  }

  private TransactWriteItem replaceHandle(AccountId account, Handle former, Handle handle) {
    return update(account, "SET #handle = :handle", "#handle = :former", Values.names(AccountsTable.HANDLE),
        Map.of(":handle", Values.of(handle.value()), ":former", Values.of(former.value())));
  }

  private TransactWriteItem removeHandle(AccountId account, Handle former) {
    return update(account, "REMOVE #handle", "#handle = :former", Values.names(AccountsTable.HANDLE),
        Map.of(":former", Values.of(former.value())));
  }

  private TransactWriteItem update(AccountId account, String change, String condition, Map<String, String> names,
      Map<String, AttributeValue> values) {
    return TransactWriteItem.builder()
        .update(update -> update.tableName(accounts).key(AccountsTable.key(account)).updateExpression(change)
            .conditionExpression(condition).expressionAttributeNames(names).expressionAttributeValues(values))
        .build();
  }
}
