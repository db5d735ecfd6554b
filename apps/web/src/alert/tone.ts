let context: AudioContext | undefined;

/** Two soft notes a fourth apart, made here: no sound file is fetched. Browsers keep it silent until the page was pressed once. */
export function playTone(): void {
  context ??= new AudioContext();
  const audio = context;
  audio
    .resume()
    .then(() => {
      note(audio, 659.25, 0);
      note(audio, 880, 0.09);
    })
    .catch((error: unknown) => console.debug("The browser plays no sound yet:", error));
}

function note(audio: AudioContext, frequency: number, after: number): void {
  const at = audio.currentTime + after;
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.type = "sine";
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.09, at + 0.012);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.34);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 0.36);
}
