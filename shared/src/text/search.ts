/** First index in `[from, to)` whose value is at least `value`; `to` where there is none. `sorted` ascends there. */
export function lowerBound(sorted: ArrayLike<number>, value: number, from = 0, to = sorted.length): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Index of the first that starts at or after `offset`; their number where there is none.
 *
 * The last that starts at or before an offset is `firstStartingAt(spans, offset + 1) - 1`.
 *
 * @param spans in the order of their starts
 */
export function firstStartingAt(spans: readonly { readonly start: number }[], offset: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.start < offset) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Index of the first that ends after `offset`; their number where there is none. Of spans that do not overlap it is the one
 * that holds the character at `offset`, or the next behind it.
 *
 * @param spans in the order of their ends
 */
export function firstEndingAfter(spans: readonly { readonly end: number }[], offset: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.end <= offset) low = middle + 1
    else high = middle
  }
  return low
}
