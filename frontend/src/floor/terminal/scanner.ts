import { useLayoutEffect, useRef, useState } from "react";

const FORGOTTEN_MS = 10_000;

/** What is scanned or typed anywhere on the page; Enter hands it over. */
export function useScanner(onScan: (text: string) => void): string {
  const [text, setText] = useState("");
  const kept = useRef("");
  const handler = useRef(onScan);
  handler.current = onScan;

  // Before the first paint: who scans as soon as something is to be seen is heard.
  useLayoutEffect(() => {
    let timer = 0;
    const change = (next: string): void => {
      kept.current = next;
      setText(next);
      window.clearTimeout(timer);
      if (next !== "") timer = window.setTimeout(() => change(""), FORGOTTEN_MS);
    };
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
      if (event.key === "Enter" && kept.current !== "") {
        event.preventDefault();
        const scanned = kept.current.trim();
        change("");
        if (scanned !== "") handler.current(scanned);
      } else if (event.key === "Escape" && kept.current !== "") change("");
      else if (event.key === "Backspace") change(kept.current.slice(0, -1));
      // A space begins nothing: it presses the key that has the focus.
      else if (event.key.length === 1 && (event.key !== " " || kept.current !== "")) {
        event.preventDefault();
        change(kept.current + event.key);
      }
    };
    document.addEventListener("keydown", listen);
    return () => {
      document.removeEventListener("keydown", listen);
      window.clearTimeout(timer);
    };
  }, []);

  return text;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
