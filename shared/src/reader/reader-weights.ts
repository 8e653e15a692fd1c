import { CODE_BITS, FEATURE_BITS } from './features.ts'

/**
 * What training leaves behind: numbers and labelled cases written for this project, no sentence of a real document. Part of
 * the rule set and of its digest, so that an old review replays exactly.
 */
export interface ReaderWeights {
  readonly version: string
  /** Does a sentence offend at all? */
  readonly offence: SparseTable
  readonly bias: number
  /** A score at or above is 存疑; one at or above `hint` is 提示; below, silence. In the unit of `scoreSentence`. */
  readonly suspect: number
  readonly hint: number
  /** Below it a sentence is unlike nearly every labelled offence. */
  readonly unlike: number
  /** Out-of-fold share of right findings by score, for the card: `[score, share]`, rising. */
  readonly calibration: readonly (readonly [number, number])[]
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
 * for 92 and more to come; `levels`: one letter a used bucket, `a`… positive, `A`… negative; `values`: what the letters weigh.
 */
export interface SparseTable {
  readonly gaps: string
  readonly levels: string
  readonly values: readonly number[]
}

const FIRST = 0x21
const ESCAPE = 0x7e
const WIDEST = ESCAPE - FIRST - 1

/** @param table whole numbers, indexed by bucket */
export function packTable(level: Int8Array, values: readonly number[]): SparseTable {
  let gaps = ''
  let levels = ''
  let last = -1
  for (let bucket = 0; bucket < level.length; bucket++) {
    const here = level[bucket]!
    if (here === 0) continue
    let gap = bucket - last - 1
    for (; gap > WIDEST; gap -= WIDEST) gaps += '~'
    gaps += String.fromCharCode(FIRST + gap)
    levels += String.fromCharCode((here > 0 ? 0x60 : 0x40) + Math.abs(here))
    last = bucket
  }
  return { gaps, levels, values }
}

/**
 * Weight level of each bucket: positive or negative 1…n into `values`, 0 for none.
 *
 * @throws RangeError when the table does not fit its size
 */
export function unpackTable({ gaps, levels }: SparseTable, bits: number = FEATURE_BITS): Int8Array {
  const level = new Int8Array(1 << bits)
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
    const letter = levels.charCodeAt(next++)
    if (bucket >= level.length) throw new RangeError(`bucket ${bucket} outside a table of ${level.length}`)
    level[bucket] = letter >= 0x61 ? letter - 0x60 : 0x40 - letter
  }
  return level
}

export const unpackCodeTable = (table: SparseTable): Int8Array => unpackTable(table, CODE_BITS)
