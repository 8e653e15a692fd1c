import { isSameWording, unifyShapes } from './fold-text.ts'
import { increasingSubsequence } from './increasing-subsequence.ts'
import { type KeptStretch, myers } from './myers.ts'
import { tokenOffsets } from './tokenize.ts'

/** Part of a redline in offsets of the two texts compared. `isKept`: the same characters on both sides. */
export interface RedlinePart {
  isKept: boolean
  /** Not kept, yet the same wording: only width, shape or white space differs. */
  isTypographic: boolean
  a: number
  aEnd: number
  b: number
  bEnd: number
}

/** Kept runs up to this long between two edits help no reader: they go with the edits. */
const CONFETTI = 2
/** With less than this share of a line kept, it is shown as rewritten. */
const KEPT_AT_LEAST = 0.35
/** Edits (tokens) past which two lines are not compared word by word any more; bounds time and memory. */
const MAX_EDITS = 1200

/** The redline of two lines (or short passages): words and numbers whole, no confetti; rewritten past the budget. */
export function redlineWords(a: string, b: string, isSplit = false): RedlinePart[] {
  if (a === b) return whole(a, b, true)
  const offsetsA = tokenOffsets(a)
  const offsetsB = tokenOffsets(b)
  const ids = new Map<string, number>()
  const tokensA = internTokens(a, offsetsA, ids)
  const tokensB = internTokens(b, offsetsB, ids)
  const kept = myers(tokensA, tokensB, MAX_EDITS)
  if (kept === null) return isSplit ? whole(a, b, false) : redlineSentences(a, b)
  const parts = slideEdits(toParts(kept, offsetsA, offsetsB), a, b)
  const clean = dropConfetti(splitShapes(dropConfetti(parts, a), a, b, offsetsA, offsetsB), a)
  return keptShare(clean, a, b) < KEPT_AT_LEAST ? whole(a, b, false) : clean
}

/** Past the budget of words: sentences that stand in both are kept, words are compared between them. */
function redlineSentences(a: string, b: string): RedlinePart[] {
  const [offsetsA, offsetsB] = [sentenceOffsets(a), sentenceOffsets(b)]
  const ids = new Map<string, number>()
  const kept = matchUnique(internTokens(a, offsetsA, ids), internTokens(b, offsetsB, ids))
  return toParts(kept, offsetsA, offsetsB).flatMap((part) => {
    const [x, y] = [a.slice(part.a, part.aEnd), b.slice(part.b, part.bEnd)]
    return redlineWords(x, y, true).map((inner) => ({
      ...inner,
      a: inner.a + part.a,
      aEnd: inner.aEnd + part.a,
      b: inner.b + part.b,
      bEnd: inner.bEnd + part.b,
    }))
  })
}

/** Tokens that stand once in either sequence, in the longest order-keeping run of them: O(n log n), whatever the texts. */
function matchUnique(a: Int32Array, b: Int32Array): KeptStretch[] {
  const placesA = uniquePlaces(a)
  const placesB = uniquePlaces(b)
  const pairs = [...placesA].flatMap(([token, i]) => {
    const j = placesB.get(token) ?? -1
    return i >= 0 && j >= 0 ? [{ a: i, b: j, length: 1 }] : []
  })
  return increasingSubsequence(pairs.map((pair) => pair.b)).map((n) => pairs[n]!)
}

/** Token → where it stands, -1 where it stands more than once; ascending. */
function uniquePlaces(tokens: Int32Array): Map<number, number> {
  const places = new Map<number, number>()
  for (const [n, token] of tokens.entries()) places.set(token, places.has(token) ? -1 : n)
  return places
}

function sentenceOffsets(text: string): Int32Array {
  const offsets = [0]
  for (let at = 0; at < text.length; at++) {
    if ('。；，\n'.includes(text[at]!) && at + 1 < text.length) offsets.push(at + 1)
  }
  offsets.push(text.length)
  return Int32Array.from(offsets)
}

/** Share of the longer text that is kept, white space and punctuation apart. */
export function keptShare(parts: readonly RedlinePart[], a: string, b: string): number {
  let kept = 0
  for (const part of parts) if (part.isKept || part.isTypographic) kept += countWords(a, part.a, part.aEnd)
  const longer = Math.max(countWords(a, 0, a.length), countWords(b, 0, b.length))
  // One text that contains the other is an insertion, however long.
  const shorter = Math.min(countWords(a, 0, a.length), countWords(b, 0, b.length))
  return longer === 0 ? 1 : Math.max(kept / longer, shorter === 0 ? 0 : (0.7 * kept) / shorter)
}

function countWords(text: string, start: number, end: number): number {
  let count = 0
  for (let i = start; i < end; i++) if (!isPunctuation(text.charCodeAt(i))) count++
  return count
}

function isPunctuation(code: number): boolean {
  return (
    code <= 0x2f ||
    (code >= 0x3000 && code <= 0x3011) ||
    (code >= 0x2010 && code <= 0x2027) ||
    code === 0xff0c ||
    code === 0xff1b ||
    code === 0xff1a ||
    code === 0xff08 ||
    code === 0xff09 ||
    code === 0xff01 ||
    code === 0xff1f ||
    code === 0x3a ||
    code === 0x3b
  )
}

function whole(a: string, b: string, isKept: boolean): RedlinePart[] {
  const isTypographic = !isKept && isSameWording(a, b)
  return a === '' && b === '' ? [] : [{ isKept, isTypographic, a: 0, aEnd: a.length, b: 0, bEnd: b.length }]
}

function internTokens(text: string, offsets: Int32Array, ids: Map<string, number>): Int32Array {
  const tokens = new Int32Array(offsets.length - 1)
  for (let n = 0; n < tokens.length; n++) {
    const raw = text.slice(offsets[n]!, offsets[n + 1]!)
    // （一） and (一) are one token; which of the two stands there is told afterwards (splitShapes).
    const token = isPlain(raw) ? raw : unifyShapes(raw) || raw
    const id = ids.get(token) ?? ids.size
    ids.set(token, id)
    tokens[n] = id
  }
  return tokens
}

function isPlain(token: string): boolean {
  const code = token.charCodeAt(0)
  return code >= 0x4e00 && code <= 0x9fff
}

/** Kept so far by wording: what differs in shape becomes an edit of its own, marked as typographic. */
function splitShapes(
  parts: readonly RedlinePart[],
  a: string,
  b: string,
  offsetsA: Int32Array,
  offsetsB: Int32Array,
): RedlinePart[] {
  const split: RedlinePart[] = []
  const push = (part: RedlinePart) => {
    const last = split.at(-1)
    if (part.a === part.aEnd && part.b === part.bEnd) return
    if (last && last.isKept === part.isKept && last.isTypographic && part.isTypographic) {
      last.aEnd = part.aEnd
      last.bEnd = part.bEnd
    } else split.push(part)
  }
  for (const part of parts) {
    if (!part.isKept)
      push({ ...part, isTypographic: isSameWording(a.slice(part.a, part.aEnd), b.slice(part.b, part.bEnd)) })
    else if (isSameText(part, a, b)) push({ ...part })
    else for (const piece of shapePieces(part, a, b, offsetsA, offsetsB)) push(piece)
  }
  return split
}

function isSameText(part: RedlinePart, a: string, b: string): boolean {
  return part.aEnd - part.a === part.bEnd - part.b && a.slice(part.a, part.aEnd) === b.slice(part.b, part.bEnd)
}

/** A part kept by wording, token by token: kept where the tokens are the same to the letter. */
function shapePieces(
  part: RedlinePart,
  a: string,
  b: string,
  offsetsA: Int32Array,
  offsetsB: Int32Array,
): RedlinePart[] {
  const pieces: RedlinePart[] = []
  let n = offsetsA.indexOf(part.a)
  let m = offsetsB.indexOf(part.b)
  while (offsetsA[n]! < part.aEnd) {
    const piece = { a: offsetsA[n]!, aEnd: offsetsA[n + 1]!, b: offsetsB[m]!, bEnd: offsetsB[m + 1]! }
    const isKept = a.slice(piece.a, piece.aEnd) === b.slice(piece.b, piece.bEnd)
    const last = pieces.at(-1)
    if (last && last.isKept === isKept) {
      last.aEnd = piece.aEnd
      last.bEnd = piece.bEnd
    } else pieces.push({ ...piece, isKept, isTypographic: !isKept })
    n++
    m++
  }
  return pieces
}

/** Alternating kept and edited parts, in characters. */
function toParts(kept: readonly KeptStretch[], offsetsA: Int32Array, offsetsB: Int32Array): RedlinePart[] {
  const parts: RedlinePart[] = []
  let a = 0
  let b = 0
  const end = { a: offsetsA.length - 1, b: offsetsB.length - 1, length: 0 }
  for (const stretch of [...kept, end]) {
    const [fromA, fromB] = [offsetsA[stretch.a]!, offsetsB[stretch.b]!]
    if (fromA > a || fromB > b) parts.push({ isKept: false, isTypographic: false, a, aEnd: fromA, b, bEnd: fromB })
    a = offsetsA[stretch.a + stretch.length]!
    b = offsetsB[stretch.b + stretch.length]!
    if (stretch.length > 0) parts.push({ isKept: true, isTypographic: false, a: fromA, aEnd: a, b: fromB, bEnd: b })
  }
  return parts
}

/**
 * An insertion (or deletion) between equal surroundings can often be shifted: of `甲、乙、` the part `乙、` reads better than
 * `、乙`. Shift each so that it begins after a stop and ends at one.
 */
function slideEdits(parts: RedlinePart[], a: string, b: string): RedlinePart[] {
  for (let n = 1; n + 1 < parts.length; n++) {
    const [left, edit, right] = [parts[n - 1]!, parts[n]!, parts[n + 1]!]
    const isInsertion = edit.a === edit.aEnd
    if (edit.isKept || (!isInsertion && edit.b !== edit.bEnd)) continue
    const text = isInsertion ? b : a
    const [start, end] = isInsertion ? [edit.b, edit.bEnd] : [edit.a, edit.aEnd]
    let best = 0
    let bestScore = cutScore(text, start) + cutScore(text, end)
    const minShift = -Math.min(left.aEnd - left.a - 1, end - start)
    const maxShift = Math.min(right.aEnd - right.a - 1, end - start)
    for (let shift = -1; shift >= minShift && text[start + shift] === text[end + shift]; shift--) {
      const score = cutScore(text, start + shift) + cutScore(text, end + shift)
      if (score > bestScore) [best, bestScore] = [shift, score]
    }
    for (let shift = 1; shift <= maxShift && text[start + shift - 1] === text[end + shift - 1]; shift++) {
      const score = cutScore(text, start + shift) + cutScore(text, end + shift)
      if (score > bestScore) [best, bestScore] = [shift, score]
    }
    if (best !== 0 && !cutsPair(text, start + best)) shiftBoundary(left, edit, right, best)
  }
  return parts
}

function shiftBoundary(left: RedlinePart, edit: RedlinePart, right: RedlinePart, shift: number): void {
  left.aEnd += shift
  left.bEnd += shift
  edit.a += shift
  edit.aEnd += shift
  edit.b += shift
  edit.bEnd += shift
  right.a += shift
  right.b += shift
}

function cutsPair(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff
}

/** How natural a cut is at `at`: after a line break, a full stop, a comma; before one; before a conjunction. */
function cutScore(text: string, at: number): number {
  if (at === 0 || at === text.length) return 3
  return Math.max(scoreAfter(text[at - 1]!), scoreBefore(text, at))
}

function scoreAfter(character: string): number {
  if (character === '\n') return 5
  if ('。；！？：'.includes(character)) return 4
  if (character === '，') return 3
  return character === '、' ? 2 : 0
}

function scoreBefore(text: string, at: number): number {
  if ('，。；、）：\n'.includes(text[at]!)) return 1.5
  return CONJUNCTIONS.some((word) => text.startsWith(word, at)) ? 1.5 : 0
}

const CONJUNCTIONS = ['或者', '以及', '并且', '和', '及', '或', '并', '但']

function dropConfetti(parts: RedlinePart[], a: string): RedlinePart[] {
  let current = parts
  for (let changed = true; changed; ) {
    changed = false
    const next: RedlinePart[] = []
    for (let n = 0; n < current.length; n++) {
      const part = current[n]!
      const left = next.at(-1)
      const right = current[n + 1]
      if (part.isKept && left && !left.isKept && right && isTooShort(part, left, right, a)) {
        absorb(next, part, right, a)
        n++
        changed = true
      } else next.push({ ...part })
    }
    current = next
  }
  return current
}

function isTooShort(part: RedlinePart, left: RedlinePart, right: RedlinePart, a: string): boolean {
  const length = part.aEnd - part.a
  if (length <= CONFETTI) return true
  if (left.isTypographic || right.isTypographic) return false
  const words = countWords(a, part.a, part.aEnd)
  const smaller = Math.min(editSize(left), editSize(right))
  // Between two long edits a short kept phrase is chance, not structure (as in diff-match-patch's semantic clean-up).
  return words <= 2 ? smaller >= 4 : words <= 5 && smaller >= 3 * words
}

function editSize(part: RedlinePart): number {
  return Math.max(part.aEnd - part.a, part.bEnd - part.b)
}

/** Let the edit before and the one after take a kept run; a line break stays the border between them. */
function absorb(next: RedlinePart[], part: RedlinePart, right: RedlinePart, a: string): void {
  const left = next.at(-1)!
  const lineBreak = a.lastIndexOf('\n', part.aEnd - 1)
  if (lineBreak >= part.a) {
    const taken = lineBreak + 1 - part.a
    left.bEnd = part.b + taken
    left.aEnd = part.a + taken
    next.push({
      isKept: false,
      isTypographic: right.isTypographic,
      a: left.aEnd,
      aEnd: right.aEnd,
      b: left.bEnd,
      bEnd: right.bEnd,
    })
  } else {
    left.aEnd = right.aEnd
    left.bEnd = right.bEnd
    left.isTypographic &&= right.isTypographic
  }
}
