/** Words of choosing a picture of oneself, or of a group. */
export const face = {
  change: "Change picture",
  choose: "Choose a picture",
  remove: "Remove the picture",
  cropTitle: "Crop the picture",
  part: "Part of the picture that is shown",
  zoom: "Zoom",
  cropHint: "Drag to move it and scroll to zoom, or use the arrow keys, + and −.",
  cropHintTouch: "Drag to move it, spread two fingers to zoom.",
  use: "Use this",
  saved: "The picture was changed.",
  removed: "The picture was removed.",
  unreadable: "This browser cannot read that file as a picture. Choose a JPEG, PNG or WebP.",
};
