import type { Bodies } from "@skein/protocol";
import { MapPin } from "lucide-react";
import { useTexts } from "../../text/language.tsx";
import { MapDrawing } from "./map-drawing.tsx";
import type { ContentProps, MessageKind } from "./row.ts";

type Place = Bodies["location"];

/** A place: a drawing of our own, and a link to a map. Nothing is fetched to show it. */
export const locationKind: MessageKind<"location"> = {
  Content: LocationContent,
  words: (place, { texts }) => texts.kinds.locationOf(place.name ?? place.address ?? coordinatesOf(place)),
  copy: (place) => [place.name, place.address, coordinatesOf(place)].filter(Boolean).join("\n"),
};

/** @example 39.99540° N, 116.18860° E */
export function coordinatesOf({ lat, lon }: Pick<Place, "lat" | "lon">): string {
  const of = (degrees: number, plus: string, minus: string): string =>
    `${Math.abs(degrees).toFixed(5)}° ${degrees < 0 ? minus : plus}`;
  return `${of(lat, "N", "S")}, ${of(lon, "E", "W")}`;
}

/** A page that shows the place on a map, for whoever follows it. */
export function mapAddress({ lat, lon }: Pick<Place, "lat" | "lon">): string {
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=16/${lat}/${lon}`;
}

/** For the map on one's own device (RFC 5870). */
export function geoAddress({ lat, lon }: Pick<Place, "lat" | "lon">): string {
  return `geo:${lat},${lon}`;
}

function LocationContent({ item, end }: ContentProps<"location">) {
  const { kinds } = useTexts();
  const place = item.body;
  const title = place.name ?? place.address ?? kinds.location;
  return (
    <div className="sk-card sk-location">
      <MapDrawing lat={place.lat} lon={place.lon} />
      <p className="sk-card-title">
        <MapPin size={16} aria-hidden="true" />
        <bdi>{title}</bdi>
      </p>
      {place.address && place.address !== title && (
        <p className="sk-card-detail">
          <bdi>{place.address}</bdi>
        </p>
      )}
      <p className="sk-card-detail" dir="ltr">
        {coordinatesOf(place)}
      </p>
      <p className="sk-card-links">
        <a href={mapAddress(place)} target="_blank" rel="noopener noreferrer nofollow">
          {kinds.openMap}
        </a>
        <a href={geoAddress(place)}>{kinds.openApp}</a>
        {end}
      </p>
    </div>
  );
}
