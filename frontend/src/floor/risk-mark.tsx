/** How an order stands, as a shape: the words stand beside it. */
export function RiskMark({ risk }: { risk: string }) {
  return (
    <svg className={`risk-mark ${CLASS[risk] ?? ""}`} viewBox="0 0 16 16" aria-hidden="true">
      {risk === "late" && <path d="M1 1h14v14H1zM7 3v6h2V3zm0 8v2h2v-2z" fillRule="evenodd" />}
      {risk === "at_risk" && <path d="M8 1 15.5 15H.5zM7.2 6v5h1.6V6zm0 6v1.6h1.6V12z" fillRule="evenodd" />}
      {risk === "unplanned" && <path d="M8 .5 15.5 8 8 15.5 .5 8zM8 3.5 3.5 8 8 12.5 12.5 8z" fillRule="evenodd" />}
      {risk === "fine" && <path d="M8 1a7 7 0 1 0 .001 0zm0 1.6a5.4 5.4 0 1 1-.001 0z" fillRule="evenodd" />}
    </svg>
  );
}

const CLASS: Record<string, string> = { late: "stop", unplanned: "stop", at_risk: "warn", fine: "ok" };
