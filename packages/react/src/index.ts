/** The Skein kit for React: hooks, components and the parts they are made of. Styles: `@skein/react/skein.css`. */
import "./kit/css-properties.ts";

export { SkeinChat, type SkeinChatProps } from "./skein-chat.tsx";
export type { Links } from "./links.tsx";
export { SkeinProvider, type SkeinProviderProps, useClient } from "./provider.tsx";

export { useAnswer, type Answer } from "./hook/use-answer.ts";
export { useConnection, useOffline, useOnline } from "./hook/use-connection.ts";
export { useConversation, useConversations, useReady, useUnread } from "./hook/use-conversations.ts";
export { useCard, useContacts, useFriendRequests, useWaitingRequests } from "./hook/use-contacts.ts";
export { useIsMe, useMe } from "./hook/use-me.ts";
export { type Members, useMembers } from "./hook/use-members.ts";
export { useNow } from "./hook/use-now.ts";
export { useObservable } from "./hook/use-observable.ts";
export { useName, usePerson } from "./hook/use-person.ts";
export { usePresence, useWatch } from "./hook/use-presence.ts";
export { type Found, usePeopleSearch, useSearch } from "./hook/use-search.ts";
export { useThread, useThreads } from "./hook/use-threads.ts";
export { useTimeline } from "./hook/use-timeline.ts";
export { type Title, useTitle } from "./hook/use-title.ts";

export { ConversationList, type ConversationListProps } from "./list/conversation-list.tsx";
export { ConversationAvatar, ConversationRow, type ConversationRowProps } from "./list/conversation-row.tsx";
export { LIST_FILTERS, type ListFilter, type PlainFilter } from "./list/filter.ts";
export { FilterChips, type FilterChipsProps } from "./list/filter-chips.tsx";
export { ListPane, type ListPaneProps } from "./list/list-pane.tsx";
export { Tray } from "./compose/files/late-tray.tsx";
export { SearchField, type SearchFieldProps } from "./list/search-field.tsx";
export { SearchResults, type SearchResultsProps } from "./list/search-results.tsx";
export { type HitParts, useHitParts } from "./search/hit.tsx";
export type { MessageDoor } from "./search/message-results.tsx";
export { type MessageSearch, type MessagesFound, useMessageSearch } from "./search/use-message-search.ts";

export { FolderEditor } from "./keep/folder/folder-editor.tsx";
export { isQuiet } from "./keep/quiet.ts";
export { onShelf, type Shelf } from "./keep/shelf.ts";
export { StarredList, type StarredListProps } from "./star/starred-list.tsx";

export { isMessage } from "./talk/kind/kinds.ts";
export type { ContentProps, MessageItem, MessageKind, Wording } from "./talk/kind/row.ts";
export { useWords, type WordsOfMessages } from "./talk/kind/use-words.ts";
export { Conversation, type ConversationProps } from "./talk/conversation.tsx";
export { ConversationBar, type ConversationBarProps, PresenceWords } from "./talk/conversation-bar.tsx";
export { ConversationDetails, type ConversationDetailsProps } from "./talk/conversation-details.tsx";
export { MarkupView, type MarkupViewProps } from "./talk/markup-view.tsx";
export { TalkProvider } from "./talk/talk-state.tsx";
export { Timeline } from "./talk/timeline.tsx";
export type { CustomKinds, CustomProps } from "./talk/kind/custom.tsx";
export { Composer, type ComposerProps } from "./compose/composer.tsx";

export { ThreadList, type ThreadListProps } from "./thread/thread-list.tsx";
export { ThreadPane, type ThreadPaneProps } from "./thread/thread-pane.tsx";

export { CreateGroup, type CreateGroupProps } from "./group/create-group.tsx";
export { GroupCard, type GroupCardProps } from "./group/group-card.tsx";
export { GroupInfo, type GroupInfoProps } from "./group/group-info.tsx";
export { JoinGroup, type JoinGroupProps } from "./group/join-group.tsx";
export { LinkEnd, type LinkEndProps } from "./group/link-end.tsx";
export { useGroupNews } from "./group/use-group-news.ts";
export { ContactList, type ContactListProps } from "./people/contact-list.tsx";
export { useRefusedActs } from "./people/use-refused-acts.ts";
export { PeoplePicker, type PeoplePickerProps } from "./people/people-picker.tsx";
export { PersonProfile, type PersonProfileProps } from "./people/person-profile.tsx";
export { RequestList, type RequestListProps } from "./people/request-list.tsx";
export { PersonRow, type PersonRowProps } from "./people/person-row.tsx";

export { ConnectionLine } from "./pane/connection-line.tsx";
export { Panes, type PanesProps } from "./pane/panes.tsx";

export { moveByArrows } from "./kit/arrow-keys.ts";
export { Avatar, type AvatarProps } from "./kit/avatar.tsx";
export { beginHere } from "./kit/begin-here.ts";
export { Badge } from "./kit/badge.tsx";
export { Button, type ButtonProps, IconButton, type IconButtonProps } from "./kit/button.tsx";
export { Answered, type AnsweredProps } from "./kit/answered.tsx";
export { Choice, type ChoiceOption, type ChoiceProps } from "./kit/choice.tsx";
export { ColorChoice, type ColorChoiceProps } from "./kit/color-choice.tsx";
export { Confirm, type ConfirmProps } from "./kit/confirm.tsx";
export { Dialog, type DialogProps } from "./kit/dialog.tsx";
export { Field, type FieldProps, TextField, type TextFieldProps } from "./kit/field.tsx";
export { ChangeFace, type ChangeFaceProps } from "./face/change-face.tsx";
export { useAnnounce } from "./kit/live-region.tsx";
export { Mark, type MarkProps } from "./kit/mark.tsx";
export { Menu, type MenuAction, type MenuProps, PlacedMenu, type PlacedMenuProps } from "./kit/menu.tsx";
export { Qr, type QrProps } from "./kit/qr.tsx";
export { Row, RowButton, type RowButtonProps, RowLink, type RowLinkProps, type RowParts } from "./kit/row.tsx";
export { Blank, type BlankProps, Failure, type FailureProps, NotAllowed, Offline, RowsToCome } from "./kit/states.tsx";
export { type SurfaceProps, useSurface } from "./kit/surface.tsx";
export { ToastProvider, useToast } from "./kit/toast.tsx";
export { Toggle, type ToggleProps } from "./kit/toggle.tsx";
export { type Action, useAction } from "./kit/use-action.ts";
export { useCopy } from "./kit/use-copy.ts";

export { chooseLanguage, type Language, LANGUAGES } from "./text/choose-language.ts";
export type { Texts } from "./text/en.ts";
export { isolate } from "./text/isolate.ts";
export { useErrorText } from "./text/error-text.ts";
export { type Formats, formatsOf } from "./text/formats.ts";
export {
  LanguageProvider,
  type LanguageProviderProps,
  type TextOverrides,
  useFormats,
  useTexts,
} from "./text/language.tsx";
