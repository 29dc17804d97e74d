import { useReader } from "../../lib/island";
import type { LocalTime } from "../local-time";
import type { TerminalState } from "./use-terminal";
import type { TerminalWords } from "./words";

/** Where one is, what time it is there, and when the server last answered. */
export function TerminalHead({ state, time }: { state: TerminalState; time: LocalTime }) {
  const { t, wording } = useReader<TerminalWords>();
  const { list } = state;
  const file = `/api/floor/sites/${list.site}/work-centres/${list.work_centre}/jobs`;
  return (
    <header className="terminal-head">
      <p className="terminal-centre">{list.work_centre_name[wording.language]} <span className="quiet">{list.site_name[wording.language]}</span></p>
      <Link state={state} time={time} />
      <nav aria-label={t("lists")}>
        <a href={`${file}.csv`}>CSV</a>
        <a href={`${file}.pdf`}>PDF</a>
        <a href={`${file}.json`}>JSON</a>
        <a href={`/floor/${list.site}`}>{t("otherLists")}</a>
        {wording.language === "zh" ? <a href="?lang=en" lang="en">English</a> : <a href="?lang=zh" lang="zh-Hans">中文</a>}
      </nav>
      <p className="terminal-clock figures">{time.clock(state.tick)}</p>
    </header>
  );
}

function Link({ state, time }: { state: TerminalState; time: LocalTime }) {
  const { t } = useReader<TerminalWords>();
  const seconds = Math.max(0, Math.round((state.tick - state.heardAt) / 1000));
  const ago = seconds < 5 ? t("justNow") : seconds < 120 ? t("secondsAgo", { count: seconds }) : t("minutesAgo", { count: Math.round(seconds / 60) });
  return (
    <p className="terminal-link" data-offline={state.isOffline || state.isSignedOut}>
      <span className="terminal-lamp" />
      {state.isSignedOut ? <a href={`/sign-in?next=${location.pathname}`}>{t("signIn")}</a> : state.isOffline ? t("offline", { at: time.clock(state.heardAt) }) : t("heard", { ago })}
      {state.unsent > 0 && <strong> · {t("unsent", { count: state.unsent })}</strong>}
    </p>
  );
}
