import type { DocumentKind } from '../document/index.ts'
import type { EvidenceWeights } from './evidence.ts'

/**
 * What training leaves behind: numbers and labelled cases written for this project, no sentence of a real document. Part of
 * the rule set and of its digest, so that an old review replays exactly.
 */
export interface ReaderWeights {
  readonly version: string
  /** Does a sentence offend at all? */
  readonly offence: SparseTable
  /** What its short runs weigh besides in a document of a kind. */
  readonly kinds: Readonly<Partial<Record<DocumentKind, SparseTable>>>
  /** What the short runs of the sentences before and after it weigh: the grounds and the consequence often stand there. */
  readonly beside: SparseTable
  readonly bias: number
  /**
   * Squared length of a sentence: `base`, `known` for each run of three characters in it that training has seen, `beside`
   * for each such run in the sentences before and after.
   */
  readonly length: { readonly base: number; readonly known: number; readonly beside: number }
  /** Below this score a sentence is silent whatever else is known of it. In the unit of `scoreSentences`. */
  readonly floor: number
  readonly evidence: EvidenceWeights
  /** Which 审核事项? One table each. */
  readonly codes: readonly {
    readonly code: string
    readonly name: string
    readonly bias: number
    readonly table: SparseTable
  }[]
  /** Labelled cases that findings are compared with. */
  readonly cases: readonly ReaderCase[]
}

export interface ReaderCase {
  readonly code: string
  readonly quote: string
  readonly why: string
}

/**
 * A table that is mostly zeros. `gaps`: distance from one used bucket to the next, in characters from `!` on, `~` standing
 * for 92 and more to come; `levels`: one letter a used bucket, `a`… positive, `A`… negative, `.` none; `values`: what the
 * letters weigh.
 */
export interface SparseTable {
  readonly gaps: string
  readonly levels: string
  readonly values: readonly number[]
}

const FIRST = 0x21
const ESCAPE = 0x7e
const WIDEST = ESCAPE - FIRST - 1

/**
 * @param buckets rising
 * @param level of each bucket, into `values`: positive or negative from 1, 0 for a bucket that is only known
 */
export function packTable(
  buckets: ArrayLike<number>,
  level: ArrayLike<number>,
  values: readonly number[],
): SparseTable {
  let gaps = ''
  let levels = ''
  let last = -1
  for (let i = 0; i < buckets.length; i++) {
    const bucket = buckets[i]!
    let gap = bucket - last - 1
    for (; gap > WIDEST; gap -= WIDEST) gaps += '~'
    gaps += String.fromCharCode(FIRST + gap)
    levels += letterOf(level[i]!)
    last = bucket
  }
  return { gaps, levels, values }
}

const NONE = '.'
const letterOf = (level: number): string =>
  level === 0 ? NONE : String.fromCharCode((level > 0 ? 0x60 : 0x40) + Math.abs(level))

/** A table laid open: its buckets in rising order, and what each weighs. */
export interface OpenTable {
  readonly buckets: Int32Array
  readonly weights: Int32Array
}

/** @throws RangeError when a bucket lies outside 2 to the power of `bits` */
export function unpackTable({ gaps, levels, values }: SparseTable, bits: number): OpenTable {
  const buckets = new Int32Array(levels.length)
  const weights = new Int32Array(levels.length)
  let bucket = -1
  let next = 0
  let gap = 0
  for (let i = 0; i < gaps.length; i++) {
    const unit = gaps.charCodeAt(i)
    if (unit === ESCAPE) {
      gap += WIDEST
      continue
    }
    bucket += gap + unit - FIRST + 1
    gap = 0
    if (bucket >= 2 ** bits) throw new RangeError(`bucket ${bucket} outside a table of ${2 ** bits}`)
    buckets[next] = bucket
    weights[next] = weightOf(levels.charCodeAt(next), values)
    next++
  }
  return { buckets, weights }
}

function weightOf(letter: number, values: readonly number[]): number {
  if (letter >= 0x61) return values[letter - 0x61] ?? 0
  return letter >= 0x41 ? -(values[letter - 0x41] ?? 0) : 0
}
