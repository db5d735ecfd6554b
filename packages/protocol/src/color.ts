/** Avatars are drawn from initials on one of this many colours of the theme; the wire carries the index only. */
export const AVATAR_COLORS = 12;
