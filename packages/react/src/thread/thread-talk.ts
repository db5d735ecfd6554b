import type { Conversation, ConversationView, Observable, Thread } from "@skein/client";

/** What a thread does otherwise than the conversation that it stands in. */
type Otherwise = Pick<Conversation, "view" | "send" | "say" | "markRead" | "setTyping" | "setDraft"> & {
  readonly timeline: Pick<
    Conversation["timeline"],
    "state" | "open" | "loadOlder" | "loadNewer" | "jump" | "newest" | "message"
  >;
};

/**
 * A thread as the parts of a talk use a conversation: its lines are the replies, what is written goes there, what is unread is counted
 * there. All else (what is done to a message, who is in it, what one may do) is the conversation's own.
 */
export function threadTalk(conversation: Conversation, thread: Thread): Conversation {
  const { timeline } = thread;
  const otherwise: Otherwise = {
    view: viewOf(conversation, thread),
    timeline: {
      state: timeline.state,
      open: () => timeline.open(),
      loadOlder: () => timeline.loadOlder(),
      loadNewer: () => timeline.loadNewer(),
      // the root stands over the replies, always in sight
      jump: async (seq) => seq === thread.root || timeline.jump(seq),
      newest: () => timeline.newest(),
      message: (seq) => timeline.message(seq),
    },
    send: (body) => thread.send(body),
    say: (kind, body) => thread.say(kind, body),
    markRead: (seq) => {
      if (seq !== undefined) thread.markRead(seq);
    },
    // nobody is told who writes in a thread
    setTyping: () => undefined,
    setDraft: (text, reply) => thread.setDraft(text, reply),
  };
  return Object.create(conversation, Object.getOwnPropertyDescriptors(otherwise)) as Conversation;
}

function viewOf(conversation: Conversation, thread: Thread): Observable<ConversationView | undefined> {
  let last: { readonly of: readonly unknown[]; readonly view: ConversationView | undefined } = {
    of: [],
    view: undefined,
  };
  return {
    get: () => {
      const view = conversation.view.get();
      const state = thread.state.get();
      const { draft, draftReply } = thread;
      const of = [view, state, draft, draftReply];
      if (of.every((part, index) => part === last.of[index])) return last.view;
      const { draft: _draft, draftReply: _reply, ...rest } = view ?? {};
      const { replies: head, unread, read } = state;
      const own = { head, unread, read, mentions: [], typing: [], ...(draft !== "" && { draft }) };
      const next = view && ({ ...rest, ...own, ...(draftReply !== undefined && { draftReply }) } as ConversationView);
      last = { of, view: next };
      return next;
    },
    subscribe: (listener) => {
      const ends = [conversation.view.subscribe(listener), thread.state.subscribe(listener)];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
