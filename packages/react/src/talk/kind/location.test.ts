import { expect, test } from "bun:test";
import { coordinatesOf, geoAddress, mapAddress } from "./location.tsx";

test("a place is told with its hemispheres, and leads to maps by its numbers alone", () => {
  expect(coordinatesOf({ lat: 39.9954, lon: 116.1886 })).toBe("39.99540° N, 116.18860° E");
  expect(coordinatesOf({ lat: -33.5, lon: -0.25 })).toBe("33.50000° S, 0.25000° W");
  expect(mapAddress({ lat: -1.5, lon: 2 })).toBe("https://www.openstreetmap.org/?mlat=-1.5&mlon=2#map=16/-1.5/2");
  expect(geoAddress({ lat: -1.5, lon: 2 })).toBe("geo:-1.5,2");
});
