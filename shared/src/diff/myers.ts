/** A stretch that both sequences hold: `length` tokens from `a` in the first, from `b` in the second. */
export interface KeptStretch {
  readonly a: number
  readonly b: number
  readonly length: number
}

/**
 * Shortest edit script (Myers 1986, §3: greedy, forward, with the frontier of every round kept for the way back).
 * No clock takes part: the same sequences always give the same answer.
 *
 * @param maxEdits insertions and deletions allowed; memory is bounded by its square
 * @returns the stretches kept, ascending, or `null` where more edits would be needed
 */
export function myers(a: Int32Array, b: Int32Array, maxEdits: number): KeptStretch[] | null {
  let head = 0
  const shorter = Math.min(a.length, b.length)
  while (head < shorter && a[head] === b[head]) head++
  let tail = 0
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const middle = editPath(a.subarray(head, a.length - tail), b.subarray(head, b.length - tail), maxEdits)
  if (middle === null) return null
  const kept = middle.map((stretch) => ({ ...stretch, a: stretch.a + head, b: stretch.b + head }))
  if (head > 0) kept.unshift({ a: 0, b: 0, length: head })
  if (tail > 0) kept.push({ a: a.length - tail, b: b.length - tail, length: tail })
  return joinStretches(kept)
}

function editPath(a: Int32Array, b: Int32Array, maxEdits: number): KeptStretch[] | null {
  if (a.length === 0 || b.length === 0) return a.length + b.length <= maxEdits ? [] : null
  const limit = Math.min(maxEdits, a.length + b.length)
  const offset = limit + 1
  const frontier = new Int32Array(2 * limit + 3)
  const rounds: Int32Array[] = []
  for (let d = 0; d <= limit; d++) {
    // Only diagonals −d…d were touched; that slice is enough to walk back.
    rounds.push(frontier.slice(offset - d, offset + d + 1))
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && frontier[offset + k - 1]! < frontier[offset + k + 1]!)
      let x = down ? frontier[offset + k + 1]! : frontier[offset + k - 1]! + 1
      let y = x - k
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x++
        y++
      }
      frontier[offset + k] = x
      if (x >= a.length && y >= b.length) return walkBack(rounds, d, a.length, b.length)
    }
  }
  return null
}

function walkBack(rounds: readonly Int32Array[], edits: number, endA: number, endB: number): KeptStretch[] {
  const kept: KeptStretch[] = []
  let x = endA
  let y = endB
  for (let d = edits; d >= 0; d--) {
    const frontier = rounds[d]!
    const at = (k: number) => (k < -d || k > d ? 0 : frontier[k + d]!)
    const k = x - y
    const down = d > 0 && (k === -d || (k !== d && at(k - 1) < at(k + 1)))
    const fromK = d === 0 ? 0 : down ? k + 1 : k - 1
    const fromX = d === 0 ? 0 : at(fromK)
    const startX = d === 0 ? 0 : down ? fromX : fromX + 1
    if (x > startX) kept.push({ a: startX, b: startX - k, length: x - startX })
    x = fromX
    y = fromX - fromK
  }
  return kept.reverse()
}

function joinStretches(kept: readonly KeptStretch[]): KeptStretch[] {
  const joined: KeptStretch[] = []
  for (const stretch of kept) {
    const last = joined.at(-1)
    if (last && last.a + last.length === stretch.a && last.b + last.length === stretch.b) {
      joined[joined.length - 1] = { ...last, length: last.length + stretch.length }
    } else joined.push(stretch)
  }
  return joined
}
