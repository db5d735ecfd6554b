import { Toast } from "@base-ui/react/toast";
import { useCallback, type ReactNode } from "react";
import { useTexts } from "../text/language.tsx";
import { useSurface } from "./surface.tsx";

/** Holds short notices about what was just done, at the foot of the window. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Toast.Provider timeout={4000} limit={3}>
      {children}
      <Toasts />
    </Toast.Provider>
  );
}

function Toasts() {
  const { kit } = useTexts();
  const surface = useSurface();
  const { toasts } = Toast.useToastManager();
  return (
    <Toast.Portal {...surface}>
      <Toast.Viewport className="sk-toasts" aria-label={kit.notices}>
        {toasts.map((toast) => (
          <Toast.Root key={toast.id} toast={toast} className="sk-toast" swipeDirection="down">
            <Toast.Content>
              <Toast.Title />
            </Toast.Content>
          </Toast.Root>
        ))}
      </Toast.Viewport>
    </Toast.Portal>
  );
}

/** Says something in passing; read politely to screen readers. */
export function useToast(): (words: string) => void {
  const { add } = Toast.useToastManager();
  return useCallback(
    (words: string) => {
      add({ title: words });
    },
    [add],
  );
}
