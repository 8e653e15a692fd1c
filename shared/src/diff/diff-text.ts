import type { TextRun } from './change.ts'
import { isSameWording } from './fold-text.ts'
import { increasingSubsequence } from './increasing-subsequence.ts'
import { buildProfiles, type Profile, type ProfileSet, sharedWeight } from './profile.ts'
import { keptShare, type RedlinePart, redlineWords } from './redline.ts'

/** The redline of one text against another. */
export interface TextDiff {
  /** In reading order; together they cover both texts. Offsets are into the texts given. */
  readonly runs: TextRun[]
  /** So little is kept that the old is shown struck and the new added. */
  readonly rewritten: boolean
}

/** Pairs of lines looked at; past this only lines that stand once in either text are paired. */
const MAX_LINE_PAIRS = 250_000
/** With less than this share of the whole kept, the whole is shown as rewritten. */
const KEPT_AT_LEAST = 0.3

/**
 * Redline of one passage against another. Lines (款, 项) are paired first, without their numbers, so that an inserted 项
 * leaves its neighbours untouched; words are compared inside a pair. The same texts always give the same redline.
 */
export function diffText(a: string, b: string): TextDiff {
  if (a === b) return { runs: toRuns(a === '' ? [] : [wholePart(a, b, true)]), rewritten: false }
  const parts = diffLines(a, b)
  if (!isSameWording(a, b) && keptShare(parts, a, b) < KEPT_AT_LEAST) {
    return { runs: toRuns([wholePart(a, b, false)]), rewritten: a !== '' && b !== '' }
  }
  return { runs: toRuns(sealConfetti(parts)), rewritten: false }
}

function wholePart(a: string, b: string, isKept: boolean): RedlinePart {
  return { isKept, isTypographic: false, a: 0, aEnd: a.length, b: 0, bEnd: b.length }
}

interface Line {
  readonly start: number
  readonly end: number
}

function diffLines(a: string, b: string): RedlinePart[] {
  const linesA = splitLines(a)
  const linesB = splitLines(b)
  if (linesA.length <= 1 && linesB.length <= 1) return redlineWords(a, b)
  const pairs = pairLines(a, linesA, b, linesB)
  const parts: RedlinePart[] = []
  let i = 0
  let j = 0
  for (const [p, q] of [...pairs, [linesA.length, linesB.length] as const]) {
    const fromA = linesA[i]?.start ?? a.length
    const fromB = linesB[j]?.start ?? b.length
    const toA = linesA[p]?.start ?? a.length
    const toB = linesB[q]?.start ?? b.length
    append(parts, a, fromA, toA, b, fromB, toB)
    const [lineA, lineB] = [linesA[p], linesB[q]]
    if (lineA && lineB) append(parts, a, lineA.start, lineA.end, b, lineB.start, lineB.end)
    i = p + 1
    j = q + 1
  }
  return parts
}

function append(
  parts: RedlinePart[],
  a: string,
  fromA: number,
  toA: number,
  b: string,
  fromB: number,
  toB: number,
): void {
  if (fromA === toA && fromB === toB) return
  for (const part of redlineWords(a.slice(fromA, toA), b.slice(fromB, toB))) {
    parts.push({
      isKept: part.isKept,
      isTypographic: part.isTypographic,
      a: part.a + fromA,
      aEnd: part.aEnd + fromA,
      b: part.b + fromB,
      bEnd: part.bEnd + fromB,
    })
  }
}

/** Lines with their line break. */
function splitLines(text: string): Line[] {
  const lines: Line[] = []
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found + 1
    lines.push({ start, end })
    start = end
  }
  return lines
}

const LINE_NUMBER =
  /^[\s\u3000]*(?:第[零〇一二三四五六七八九十百千\d]+[条项]|[（(][零〇一二三四五六七八九十百\d]+[）)]|[零〇一二三四五六七八九十百]+、|\d+[.．、])[\s\u3000]*/u

/** Monotone pairing of lines: the heaviest by similarity (dynamic programming over all pairs). */
function pairLines(
  a: string,
  linesA: readonly Line[],
  b: string,
  linesB: readonly Line[],
): Array<readonly [number, number]> {
  const words = (text: string, line: Line) => text.slice(line.start, line.end).replace(LINE_NUMBER, '')
  const set = buildProfiles(
    linesA.map((line) => words(a, line)),
    linesB.map((line) => words(b, line)),
  )
  if (linesA.length * linesB.length > MAX_LINE_PAIRS) return pairManyLines(set)
  const worth = (i: number, j: number): number => {
    const [x, y] = [set.a[i]!, set.b[j]!]
    if (x.key === y.key) return 2 + x.key.length
    const shared = sharedWeight(x.grams, y.grams, set.weights)
    const dice = (2 * shared) / (x.weight + y.weight || 1)
    const held = shared / (Math.min(x.weight, y.weight) || 1)
    const similarity = Math.max(dice, 0.6 * held)
    return similarity < 0.4 ? 0 : similarity * Math.min(x.key.length, y.key.length)
  }
  return heaviestPairs(linesA.length, linesB.length, worth)
}

/** Lines that stand once in either text, in the longest order-keeping sequence: linear in the lines. */
function pairManyLines(set: ProfileSet): Array<readonly [number, number]> {
  const once = (profiles: readonly Profile[]) => {
    const places = new Map<string, number>()
    for (const [n, { key }] of profiles.entries()) places.set(key, places.has(key) ? -1 : n)
    return places
  }
  const inB = once(set.b)
  const pairs = [...once(set.a)].flatMap(([key, i]) => {
    const j = inB.get(key) ?? -1
    return i >= 0 && j >= 0 && key !== '' ? [[i, j] as const] : []
  })
  return increasingSubsequence(pairs.map(([, j]) => j)).map((n) => pairs[n]!)
}

function heaviestPairs(
  n: number,
  m: number,
  worth: (i: number, j: number) => number,
): Array<readonly [number, number]> {
  const width = m + 1
  const best = new Float64Array((n + 1) * width)
  const gain = new Float64Array(n * m)
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      const own = worth(i, j)
      gain[i * m + j] = own
      const skip = Math.max(best[(i + 1) * width + j]!, best[i * width + j + 1]!)
      best[i * width + j] = own > 0 ? Math.max(skip, own + best[(i + 1) * width + j + 1]!) : skip
    }
  }
  const pairs: Array<readonly [number, number]> = []
  for (let i = 0, j = 0; i < n && j < m; ) {
    const here = best[i * width + j]!
    const own = gain[i * m + j]!
    if (own > 0 && here === own + best[(i + 1) * width + j + 1]!) pairs.push([i++, j++])
    else if (here === best[(i + 1) * width + j]!) i++
    else j++
  }
  return pairs
}

/** Lines were compared one by one; a kept stop or blank line may still stand alone between two edits. */
function sealConfetti(parts: readonly RedlinePart[]): RedlinePart[] {
  const joined: RedlinePart[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (last?.isKept && part.isKept) {
      last.aEnd = part.aEnd
      last.bEnd = part.bEnd
    } else joined.push({ ...part })
  }
  return joined.filter((part, n) => {
    const [left, right] = [joined[n - 1], joined[n + 1]]
    if (!part.isKept || !left || left.isKept || !right || right.isKept || part.aEnd - part.a > 2) return true
    left.aEnd = part.aEnd
    left.bEnd = part.bEnd
    return false
  })
}

function toRuns(parts: readonly RedlinePart[]): TextRun[] {
  const runs: TextRun[] = []
  for (const { isKept, isTypographic, a, aEnd, b, bEnd } of parts) {
    const flag = isTypographic ? { typographic: true as const } : {}
    if (isKept) runs.push({ kind: 'kept', a: { start: a, end: aEnd }, b: { start: b, end: bEnd } })
    else {
      if (aEnd > a) runs.push({ kind: 'deleted', a: { start: a, end: aEnd }, b: { start: b, end: b }, ...flag })
      if (bEnd > b) runs.push({ kind: 'inserted', a: { start: aEnd, end: aEnd }, b: { start: b, end: bEnd }, ...flag })
    }
  }
  return runs
}
