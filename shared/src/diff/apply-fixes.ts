import type { Fix } from '../rule/finding.ts'
import type { Span } from '../text/index.ts'

/** The text with all fixes made, or why none was. */
export type FixResult =
  | {
      readonly status: 'applied'
      readonly text: string
      /** Where the words of each fix stand in the new text, in the order the fixes were given. */
      readonly spans: readonly Span[]
    }
  | {
      readonly status: 'refused'
      /** Fixes whose `before` is not what stands there: they were made for another version. */
      readonly mismatched: readonly Fix[]
      /** Pairs that want the same words. */
      readonly overlapping: ReadonlyArray<readonly [Fix, Fix]>
    }

/**
 * Make accepted rewrites in one version of a text, all or none. Every fix speaks of that version: offsets never shift.
 * Adjacent is not overlapping; insertions at one place stand in the order given.
 */
export function applyFixes(text: string, fixes: readonly Fix[]): FixResult {
  const order = fixes
    .map((fix, given) => ({ fix, given }))
    .sort((x, y) => comparePlaces(x.fix, y.fix) || x.given - y.given)
  const mismatched = fixes.filter((fix) => fix.end < fix.start || text.slice(fix.start, fix.end) !== fix.before)
  const overlapping = order.flatMap(({ fix }, n) =>
    order
      .slice(n + 1)
      .filter((other) => overlap(fix, other.fix))
      .map((other) => [fix, other.fix] as const),
  )
  if (mismatched.length > 0 || overlapping.length > 0) return { status: 'refused', mismatched, overlapping }
  const spans: Span[] = new Array(fixes.length)
  let written = ''
  let at = 0
  for (const { fix, given } of order) {
    written += text.slice(at, fix.start)
    spans[given] = { start: written.length, end: written.length + fix.after.length }
    written += fix.after
    at = fix.end
  }
  return { status: 'applied', text: written + text.slice(at), spans }
}

/** An insertion stands before a replacement that begins where it does. */
function comparePlaces(x: Fix, y: Fix): number {
  return x.start - y.start || x.end - y.end
}

function overlap(x: Fix, y: Fix): boolean {
  return x.start < y.end && y.start < x.end && !(x.start === x.end && (x.start === y.start || x.start === y.end))
}
