/** Words of choosing a picture of oneself, or of a group. */
export const face = {
  change: "Change picture",
  choose: "Choose a picture",
  remove: "Remove the picture",
  cropTitle: "What is shown of it",
  part: "Part of the picture that is shown",
  cropHint: "Drag to move it. Scroll, or spread two fingers, to zoom. The arrow keys, + and − do the same.",
  use: "Use this",
  saved: "The picture was changed.",
  removed: "The picture was removed.",
  unreadable: "This browser cannot read that file as a picture. Choose a JPEG, PNG or WebP.",
};
