/** Where in a rule file: keys and list positions from the top. */
export type Place = readonly (string | number)[]

/** One thing wrong in a rule file, as its author reads it. */
export interface RuleFileProblem {
  readonly place: Place
  /** One sentence in Chinese that says what to do. */
  readonly detail: string
  readonly isWarning?: boolean
}

/** Collects problems; reading goes on, so that an author sees all of them at once. */
export class Problems {
  readonly all: RuleFileProblem[] = []

  add(place: Place, detail: string): void {
    this.all.push({ place, detail })
  }

  warn(place: Place, detail: string): void {
    this.all.push({ place, detail, isWarning: true })
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The word of `known` most like `word`, for “是不是…” advice; `null` when none is near. */
function nearestWord(word: string, known: readonly string[]): string | null {
  const best = known
    .map((candidate) => ({ candidate, shared: [...candidate].filter((c) => word.includes(c)).length }))
    .sort((a, b) => b.shared - a.shared)[0]
  return best !== undefined && best.shared > 0 ? best.candidate : null
}

export function unknownKey(key: string, known: readonly string[]): string {
  if (/[：:]/.test(key)) return `“${key}”里的冒号要用半角加一个空格，写作“${key.split(/[：:]/)[0]}: ”`
  const near = nearestWord(key, known)
  return `没有“${key}”这个键${near === null ? '' : `，是不是“${near}”`}；可用的键：${known.join('、')}`
}
