import { useEffect, useState } from "react";

/** Text that survives a reload until it was sent. */
export function useDraft(name: string): [string, (text: string) => void] {
  const key = `lotone-floor-draft:${name}`;
  const [text, setText] = useState(() => localStorage.getItem(key) ?? "");
  useEffect(() => {
    if (text === "") localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  }, [key, text]);
  return [text, setText];
}
