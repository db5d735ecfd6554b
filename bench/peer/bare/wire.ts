/** The wire of the bare line and of the echo: one WebSocket message carries an array of frames. */
export interface SendFrame {
  /** The sender's own number of the message, returned in the ack. */
  readonly n: number;
  readonly conv: number;
  readonly text: string;
}

export interface AckFrame {
  readonly ack: number;
  readonly seq: number;
}

export interface EntryFrame {
  readonly conv: number;
  readonly seq: number;
  readonly from: number;
  readonly at: number;
  readonly text: string;
}

export type ServerFrame = AckFrame | EntryFrame;
