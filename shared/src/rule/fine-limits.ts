/** What the articles of one law state about fines: `[low, high]` each, sums in 元, factors of a base (2 for 二倍, 0.05 for 5 %). */
export interface FineRow {
  /** Title without 中华人民共和国. */
  readonly law: string
  /** By article: `17`, `17-1`. */
  readonly articles: Readonly<Record<string, FineLimits>>
  /** Articles that speak of fines in another way. */
  readonly doubtful?: readonly string[]
}

export interface FineLimits {
  readonly sums?: readonly (readonly [number, number])[]
  readonly factors?: readonly (readonly [number, number])[]
}

/** Rows by title; `null` limits for an article that is in doubt. */
export type FineTable = ReadonlyMap<string, ReadonlyMap<string, FineLimits | null>>

export function readFineTable(rows: readonly FineRow[]): FineTable {
  return new Map(
    rows.map(({ law, articles, doubtful }) => [
      law,
      new Map<string, FineLimits | null>([
        ...Object.entries(articles),
        ...(doubtful ?? []).map((key): [string, null] => [key, null]),
      ]),
    ]),
  )
}

/** Several articles together: a fine may rest on any of them. */
export function joinLimits(limits: readonly FineLimits[]): Required<FineLimits> {
  return { sums: limits.flatMap(({ sums }) => sums ?? []), factors: limits.flatMap(({ factors }) => factors ?? []) }
}
