/** How a picture lies in its frame: moved by x and y px from the middle, and larger by `scale`. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const WHOLE: View = { scale: 1, x: 0, y: 0 };
export const LARGEST_SCALE = 8;

/** The same, larger by a factor, so that what is under a point (from the middle of the frame) stays there. */
export function zoomed(view: View, factor: number, point: { readonly x: number; readonly y: number }): View {
  const scale = Math.min(LARGEST_SCALE, Math.max(1, view.scale * factor));
  const by = scale / view.scale;
  return { scale, x: point.x - (point.x - view.x) * by, y: point.y - (point.y - view.y) * by };
}

/** The same within its bounds: no edge of the picture comes further in than the edge of the frame. */
export function within(view: View, picture: Size, frame: Size): View {
  const room = (length: number, whole: number): number => Math.max(0, (length * view.scale - whole) / 2);
  const bound = (value: number, most: number): number => Math.min(most, Math.max(-most, value));
  return {
    scale: view.scale,
    x: bound(view.x, room(picture.width, frame.width)),
    y: bound(view.y, room(picture.height, frame.height)),
  };
}

/** How large a picture is when all of it is to be seen, turned by quarters. */
export function fitted(picture: Size, frame: Size, quarters: number): Size {
  const lying = quarters % 2 !== 0;
  const [width, height] = lying ? [picture.height, picture.width] : [picture.width, picture.height];
  if (width <= 0 || height <= 0) return { width: 0, height: 0 };
  const scale = Math.min(frame.width / width, frame.height / height, 1);
  return { width: width * scale, height: height * scale };
}
