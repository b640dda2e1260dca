import { PEER_NAMES } from "../../../trace/parties.ts";

/** The parties' names above their lanes. They stay in sight while the picture scrolls, and stand on every printed page. */
export function Heads({ hasPath }: { hasPath: boolean }) {
  return (
    // Each row of the list names its parties in words.
    <div class="heads" aria-hidden="true">
      <div class="grid">
        <span class="head alice">{PEER_NAMES.alice}</span>
        <span class="head server l-s-left r-s-right">Server</span>
        {hasPath && (
          <span class="head path l-p-left r-p-right">
            Attacker <br /> on the path
          </span>
        )}
        <span class="head bob">{PEER_NAMES.bob}</span>
        <span class="head recorder">
          Network <small>its recorder kept</small>
        </span>
      </div>
    </div>
  );
}
