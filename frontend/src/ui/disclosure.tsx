import { useLayoutEffect, useId, useRef, useState, type ReactNode } from "react";

/** A word that opens a sheet above it; Escape and a click elsewhere shut it again. */
export function Disclosure({ label, title, children }: { label: string; title: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  // Before the next paint: Escape works as soon as the sheet is seen.
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const leave = (event: Event): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("keydown", escape);
    };
  }, [isOpen]);

  return (
    <span className="disclosure" ref={root}>
      <button
        ref={button}
        type="button"
        className="link-button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </button>
      <div id={id} className="disclosed" role="group" aria-label={title} hidden={!isOpen}>
        {children}
      </div>
    </span>
  );
}
