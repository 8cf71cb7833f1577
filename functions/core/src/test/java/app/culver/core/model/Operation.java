package app.culver.core.model;

import java.util.List;

/** Something that is done, in numbers whose meaning the {@link Scene} knows: smaller ones are more usual. */
public sealed interface Operation {

  /** Who asks: a person, by the newest session or, counted from there, an earlier one, which may have ended. */
  record By(int person, int session) {}

  /** @param hours how long ago the number was proven */
  record SignIn(int person, int keys, int hours) implements Operation {}

  /** @param device any that there ever was, counted from the caller's own newest */
  record Remove(By by, int device) implements Operation {}

  /** @param member a person, or with a greater number nobody */
  record Open(By by, int member, boolean forged) implements Operation {}

  /** @param members of which the creator is made one, and owner, unless it is wrong */
  record Create(By by, int nonce, List<Invited> members, Flaw flaw) implements Operation {}

  record Invited(int person, int role) {}

  enum Flaw {
    NONE, OUTDATED, FORGED, LACKING
  }

  enum Kind {
    ADD, REMOVE, ROLE, LEAVE
  }

  record Change(By by, int where, Kind kind, List<Invited> whom, Flaw flaw) implements Operation {}

  /** To whom an envelope is sealed. */
  enum Sealing {
    ALL, MLS, WITHOUT_ONE, WITH_ONE_MORE, WITH_A_STRANGER, REUSED
  }

  /** @param behind how far the cursor is behind the end; beyond it, if negative */
  record Send(By by, int where, int behind, List<Sealing> envelopes) implements Operation {}

  record Receive(By by, int where, int behind, boolean read) implements Operation {}

  record Block(By by, int whom) implements Operation {}

  record Unblock(By by, int whom) implements Operation {}

  /** @param where each conversation once */
  record Sync(By by, List<Integer> where, int behind) implements Operation {}

  /** What was asked so many operations ago is asked again, as it was. */
  record Again(int back) implements Operation {}

  record Wait(int hours) implements Operation {}

  record RaiseHeads() implements Operation {}

  record Delete(int every) implements Operation {}
}
