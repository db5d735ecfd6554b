import { Field, type FieldProps, IconButton } from "@skein/react";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useAppTexts } from "../text/app-texts.tsx";

/** A password, which one may look at while typing. */
export function PasswordField(field: Omit<FieldProps, "type" | "end">) {
  const { guest } = useAppTexts();
  const [shown, setShown] = useState(false);
  return (
    <Field
      {...field}
      type={shown ? "text" : "password"}
      autoCapitalize="none"
      spellCheck={false}
      end={
        <IconButton
          label={shown ? guest.hidePassword : guest.showPassword}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff size={18} aria-hidden="true" /> : <Eye size={18} aria-hidden="true" />}
        </IconButton>
      }
    />
  );
}
