import { createContext, use, useCallback, useMemo } from "react";

import { Failure, type ConversationView, type Culver, type Identifier, type Person } from "../../client/culver.ts";
import { useToast } from "../basics/toast.tsx";
import { useText } from "../text/use-text.tsx";
import { useLive } from "./use-live.ts";

const CulverContext = createContext<Culver | undefined>(undefined);

/** Gives all below it the client. */
export const CulverProvider = CulverContext;

/** The client. */
export function useCulver(): Culver {
  const culver = use(CulverContext);
  if (culver === undefined) throw new Error("there is no client around this page");
  return culver;
}

/** Somebody, undefined until read. */
export function usePerson(account: Identifier): Person | undefined {
  const culver = useCulver();
  return useLive(useMemo(() => culver.people.person(account), [culver, account]));
}

/** A conversation: undefined until read, null if there is none. */
export function useConversation(conversation: Identifier): ConversationView | null | undefined {
  const culver = useCulver();
  return useLive(useMemo(() => culver.conversations.view(conversation), [culver, conversation]));
}

/** The words for why something failed. */
export function useFailureText(): (failure: unknown) => string {
  const text = useText();
  return useCallback(
    (failure) => (failure instanceof Failure ? text.failures[failure.reason] : text.failures.unexpected),
    [text],
  );
}

/** Does something, and tells by a toast if it failed. Answers whether it was done. */
export function useAttempt(): (what: Promise<unknown>) => Promise<boolean> {
  const toast = useToast();
  const words = useFailureText();
  return useCallback(
    (what) =>
      what.then(
        () => true,
        (failure: unknown) => {
          toast({ text: words(failure), tone: "danger" });
          return false;
        },
      ),
    [toast, words],
  );
}
