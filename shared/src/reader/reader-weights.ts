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
  /** Runs of two characters that are heard in pairs: of this table only the buckets count. */
  readonly partners: SparseTable
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
 * A table that is mostly zeros. `gaps`: how many buckets are passed over before each used one, as a Rice code in base 64:
 * the gap divided by two to the power of `shift` in ones and a zero, then the rest in `shift` bits; `levels`: one letter a
 * used bucket, `a`… positive, `A`… negative, `.` none; `values`: what the letters weigh.
 */
export interface SparseTable {
  readonly shift: number
  readonly gaps: string
  readonly levels: string
  readonly values: readonly number[]
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const LETTER_BITS = 6

/**
 * @param buckets rising
 * @param level of each bucket, into `values`: positive or negative from 1, 0 for a bucket that is only known
 */
export function packTable(
  buckets: ArrayLike<number>,
  level: ArrayLike<number>,
  values: readonly number[],
): SparseTable {
  const last = buckets.length === 0 ? 0 : buckets[buckets.length - 1]!
  // The shortest code of gaps that are spread at random: about half of them fit into the rest.
  const shift = Math.max(0, Math.round(Math.log2((last / Math.max(1, buckets.length)) * Math.LN2)))
  let levels = ''
  for (let i = 0; i < buckets.length; i++) levels += letterOf(level[i]!)
  return { shift, gaps: packGaps(buckets, shift), levels, values }
}

function packGaps(buckets: ArrayLike<number>, shift: number): string {
  let gaps = ''
  let letter = 0
  let bits = 0
  const put = (bit: number): void => {
    letter = letter * 2 + bit
    if (++bits < LETTER_BITS) return
    gaps += LETTERS[letter]
    letter = 0
    bits = 0
  }
  let next = 0
  for (let i = 0; i < buckets.length; i++) {
    const gap = buckets[i]! - next
    for (let ones = gap >> shift; ones > 0; ones--) put(1)
    put(0)
    for (let bit = shift - 1; bit >= 0; bit--) put((gap >> bit) & 1)
    next = buckets[i]! + 1
  }
  while (bits > 0) put(0)
  return gaps
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
export function unpackTable({ shift, gaps, levels, values }: SparseTable, bits: number): OpenTable {
  const buckets = new Int32Array(levels.length)
  const weights = new Int32Array(levels.length)
  const code = Uint8Array.from(gaps, (letter) => LETTERS.indexOf(letter))
  let at = 0
  const take = (): number => {
    const bit = (code[Math.floor(at / LETTER_BITS)]! >> (LETTER_BITS - 1 - (at % LETTER_BITS))) & 1
    at++
    return bit
  }
  let next = 0
  for (let i = 0; i < levels.length; i++) {
    let ones = 0
    while (take() === 1) ones++
    let gap = ones
    for (let bit = 0; bit < shift; bit++) gap = gap * 2 + take()
    const bucket = next + gap
    if (bucket >= 2 ** bits) throw new RangeError(`bucket ${bucket} outside a table of ${2 ** bits}`)
    buckets[i] = bucket
    weights[i] = weightOf(levels.charCodeAt(i), values)
    next = bucket + 1
  }
  return { buckets, weights }
}

function weightOf(letter: number, values: readonly number[]): number {
  if (letter >= 0x61) return values[letter - 0x61] ?? 0
  return letter >= 0x41 ? -(values[letter - 0x41] ?? 0) : 0
}
