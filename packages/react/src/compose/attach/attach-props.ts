/** What a dialog that adds something gets. */
export interface AttachProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** The conversation. */
  readonly id: string;
}
