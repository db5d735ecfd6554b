import { LIMITS } from "@skein/protocol";
import { LocateFixed } from "lucide-react";
import { useState } from "react";
import { useConversation } from "../../hook/use-conversations.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Field } from "../../kit/field.tsx";
import { MapDrawing } from "../../talk/kind/map-drawing.tsx";
import { useTexts } from "../../text/language.tsx";
import type { AttachProps } from "./attach-props.ts";
import { degreesOf } from "./degrees.ts";

/** Sends a place: where one is, or what one types. */
export function LocationDialog({ open, onClose, id }: AttachProps) {
  const { kinds } = useTexts();
  const { conversation } = useConversation(id);
  const [north, setNorth] = useState("");
  const [east, setEast] = useState("");
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const [finding, setFinding] = useState(false);
  const [failed, setFailed] = useState(false);
  const lat = degreesOf(north, 90);
  const lon = degreesOf(east, 180);
  const find = (): void => {
    setFinding(true);
    setFailed(false);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setFinding(false);
        setNorth(coords.latitude.toFixed(6));
        setEast(coords.longitude.toFixed(6));
      },
      () => {
        setFinding(false);
        setFailed(true);
      },
      { timeout: 15_000, enableHighAccuracy: true },
    );
  };
  const send = (): void => {
    if (lat === undefined || lon === undefined) return;
    const words = { ...(name.trim() && { name: name.trim() }), ...(address.trim() && { address: address.trim() }) };
    conversation.say("location", { lat, lon, ...words });
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={kinds.location}
      size="small"
      actions={
        <Button look="primary" type="submit" form="sk-location" disabled={lat === undefined || lon === undefined}>
          {kinds.send}
        </Button>
      }
    >
      <form
        id="sk-location"
        className="sk-form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Button icon={<LocateFixed size={18} aria-hidden="true" />} busy={finding} onClick={find}>
          {kinds.here}
        </Button>
        {failed && (
          <p className="sk-field-error" role="alert">
            {kinds.hereFailed}
          </p>
        )}
        <div className="sk-form-pair">
          <Field
            label={kinds.latitude}
            inputMode="decimal"
            value={north}
            hint={kinds.latitudeHint}
            error={north.trim() !== "" && lat === undefined ? kinds.latitudeHint : undefined}
            onChange={(event) => setNorth(event.target.value)}
          />
          <Field
            label={kinds.longitude}
            inputMode="decimal"
            value={east}
            hint={kinds.longitudeHint}
            error={east.trim() !== "" && lon === undefined ? kinds.longitudeHint : undefined}
            onChange={(event) => setEast(event.target.value)}
          />
        </div>
        {lat !== undefined && lon !== undefined && <MapDrawing lat={lat} lon={lon} />}
        <Field
          label={kinds.placeName}
          value={name}
          maxLength={LIMITS.placeName}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={kinds.address}
          value={address}
          maxLength={LIMITS.address}
          onChange={(event) => setAddress(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
