import type { DeviceSession } from "@skein/protocol";
import { useAppTexts } from "../text/app-texts.tsx";

/** Where a device is, in words; undefined where that is not known. */
export function usePlace(): (device: Pick<DeviceSession, "address" | "network">) => string | undefined {
  const { settings } = useAppTexts();
  return ({ address, network }) =>
    address === undefined || network === undefined ? undefined : settings.networks[network](address);
}
