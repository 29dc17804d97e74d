import type { Asked, Choices, ModuleView, ProductPage, Question } from "./page-data";

/** The yes-or-no option behind one answer of a question that takes several. */
export function answerId(question: string, value: string): string {
  return `${question}.${value}`;
}

/** The number option that says how many parts a list has. */
export function countId(module: string): string {
  return `${module}.count`;
}

/** How many parts of a list are there now. */
export function countOf(module: ModuleView, now: Choices): number {
  return Number(now[countId(module.id)] ?? module.at_least);
}

interface Placed {
  /** Of the part that asks it; empty outside lists of modules. */
  part: string;
  question: Asked;
}

/** Every question that is asked now: those of parts that are absent are not. */
export function asked(page: ProductPage, now: Choices): Placed[] {
  return page.groups.flatMap((group) => group.options.flatMap((question) => placed(question, now)));
}

function placed(question: Question, now: Choices): Placed[] {
  if (question.kind !== "module") return [{ part: "", question }];
  return question.parts
    .slice(0, countOf(question, now))
    .flatMap((part) => part.options.map((inner) => ({ part: part.name, question: inner })));
}

/** The flat options that a question stands for. */
export function optionIds(question: Asked): string[] {
  if (question.kind !== "multiple") return [question.id];
  return (question.values ?? []).map((value) => answerId(question.id, value.id));
}

/**
 * Choices without part `number` of a list: the parts behind it move up.
 *
 * What they showed becomes chosen, because it is what the shopper wants to keep.
 */
export function withoutPart(module: ModuleView, number: number, choices: Choices, now: Choices): Choices {
  const count = countOf(module, now);
  const next: Choices = { ...choices };
  for (let place = number; place <= count; place += 1) {
    const here = inside(module, place);
    const behind = place < count ? inside(module, place + 1) : [];
    here.forEach((id, index) => {
      const moved = behind[index] === undefined ? undefined : now[behind[index]];
      if (moved === undefined) delete next[id];
      else next[id] = moved;
    });
  }
  return { ...next, [countId(module.id)]: count - 1 };
}

function inside(module: ModuleView, number: number): string[] {
  return (module.parts[number - 1]?.options ?? []).flatMap(optionIds);
}
