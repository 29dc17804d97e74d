import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useRef } from "react";
import type { OptionLine, ProblemLine } from "../api";

interface Props {
  labelledBy: string;
  value: string;
  options: readonly OptionLine[];
  problems: readonly ProblemLine[];
  onInput(text: string): void;
}

const WORDS = ["and", "or", "not", "in", "if", "then", "else", "true", "false"];

/** An expression with completion of names and a mark under what is wrong. */
export function ExpressionInput({ labelledBy, value, options, problems, onInput }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const listener = useRef(onInput);
  listener.current = onInput;

  useEffect(() => {
    if (place.current === null) return undefined;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          history(),
          // Tab leaves the field, as in every form.
          keymap.of([...standardKeymap, ...historyKeymap]),
          autocompletion({ override: [(context) => complete(context, options)] }),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-labelledby": labelledBy, spellcheck: "false" }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) listener.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    editor.current = view;
    return () => view.destroy();
    // The text belongs to the editor after this; a new entry mounts a new editor.
  }, []);

  useEffect(() => {
    const view = editor.current;
    if (view === null) return;
    const diagnostics = problems.map((problem) => ({ ...span(view.state, problem), message: problem.sentence }));
    view.dispatch(setDiagnostics(view.state, diagnostics.map((d) => ({ ...d, severity: "error" as const }))));
  }, [problems]);

  return <div ref={place} className="expression" />;
}

/** The word at a problem's place; the whole text where it has none. */
function span(state: EditorState, problem: ProblemLine): { from: number; to: number } {
  const { line, column } = problem;
  if (line == null || column == null || line > state.doc.lines) return { from: 0, to: state.doc.length };
  const from = Math.min(state.doc.line(line).from + column - 1, state.doc.length);
  const word = state.wordAt(from);
  return { from, to: Math.max(word?.to ?? from, Math.min(from + 1, state.doc.length)) };
}

function complete(context: CompletionContext, options: readonly OptionLine[]): CompletionResult | null {
  const word = context.matchBefore(/[a-z_][a-z0-9_.]*/i);
  if (word === null && !context.explicit) return null;
  const names = options.map(({ id, kind }) => ({ label: id, detail: kind, type: "variable" }));
  // The same value of several options is one word.
  const words = new Set(options.flatMap(({ values: all }) => all.map((value) => value.id)));
  const values = [...words].map((label) => ({ label, type: "constant" }));
  const keywords = WORDS.map((label) => ({ label, type: "keyword" }));
  return { from: word?.from ?? context.pos, options: [...names, ...values, ...keywords] };
}
